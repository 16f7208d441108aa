package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A model in the catalogue. */
public record ModelId(UUID value) implements java.io.Serializable {
    public ModelId {
        Objects.requireNonNull(value, "ModelId");
    }

    public static ModelId next() {
        return new ModelId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static ModelId of(String text) {
        return new ModelId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
