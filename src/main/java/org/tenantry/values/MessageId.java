package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** One message of a conversation. */
public record MessageId(UUID value) implements java.io.Serializable {
    public MessageId {
        Objects.requireNonNull(value, "MessageId");
    }

    public static MessageId next() {
        return new MessageId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static MessageId of(String text) {
        return new MessageId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
