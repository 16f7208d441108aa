package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A tenant: the wall for data and money. */
public record TenantId(UUID value) implements java.io.Serializable {
    public TenantId {
        Objects.requireNonNull(value, "TenantId");
    }

    public static TenantId next() {
        return new TenantId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static TenantId of(String text) {
        return new TenantId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
