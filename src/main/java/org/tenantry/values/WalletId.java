package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** A tenant's wallet. */
public record WalletId(UUID value) implements java.io.Serializable {
    public WalletId {
        Objects.requireNonNull(value, "WalletId");
    }

    public static WalletId next() {
        return new WalletId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static WalletId of(String text) {
        return new WalletId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
