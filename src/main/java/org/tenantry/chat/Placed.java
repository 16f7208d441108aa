package org.tenantry.chat;

import java.util.List;
import java.util.Optional;
import org.tenantry.values.MessageId;

/** A message in the conversation as it is shown; {@code versions} are all that stand in its place, itself among them. */
public record Placed(Message message, List<MessageId> versions) {
    public Placed {
        versions = List.copyOf(versions);
    }

    /** Which of its versions it is, from 1. */
    public int number() {
        return versions.indexOf(message.id()) + 1;
    }

    public Optional<MessageId> previous() {
        int at = number() - 1;
        return at > 0 ? Optional.of(versions.get(at - 1)) : Optional.empty();
    }

    public Optional<MessageId> next() {
        int at = number() - 1;
        return at + 1 < versions.size() ? Optional.of(versions.get(at + 1)) : Optional.empty();
    }

    /** Messages in order, and whether there are more before them. */
    public record Page(List<Placed> messages, boolean more) {}
}
