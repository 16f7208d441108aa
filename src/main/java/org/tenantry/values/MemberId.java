package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A person's place in one tenant. */
public record MemberId(UUID value) implements java.io.Serializable {
    public MemberId {
        Objects.requireNonNull(value, "MemberId");
    }

    public static MemberId next() {
        return new MemberId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static MemberId of(String text) {
        return new MemberId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
