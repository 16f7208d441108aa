package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A conversation of one member. */
public record ConversationId(UUID value) implements java.io.Serializable {
    public ConversationId {
        Objects.requireNonNull(value, "ConversationId");
    }

    public static ConversationId next() {
        return new ConversationId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static ConversationId of(String text) {
        return new ConversationId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
