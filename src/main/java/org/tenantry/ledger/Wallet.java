package org.tenantry.ledger;

import org.tenantry.values.Money;
import org.tenantry.values.WalletId;

/** What a tenant has: the value of its unexpired lots, and how much of it is set aside for running calls. */
public record Wallet(WalletId id, Money available, Money held, boolean parked) {
    /** What may still be set aside. */
    public Money free() {
        return available.minus(held);
    }
}
