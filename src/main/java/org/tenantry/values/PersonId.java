package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A human being who signs in; may be a member of several tenants. */
public record PersonId(UUID value) implements java.io.Serializable {
    public PersonId {
        Objects.requireNonNull(value, "PersonId");
    }

    public static PersonId next() {
        return new PersonId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static PersonId of(String text) {
        return new PersonId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
