package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A provider in the catalogue. */
public record ProviderId(UUID value) implements java.io.Serializable {
    public ProviderId {
        Objects.requireNonNull(value, "ProviderId");
    }

    public static ProviderId next() {
        return new ProviderId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static ProviderId of(String text) {
        return new ProviderId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
