package org.tenantry.ledger;

import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.Money;

/**
 * One ledger transaction as the wallet's owner sees it: what it did to the wallet and what was there afterwards. {@code
 * ref} is the id of what caused it; for a SETTLE the model call's.
 */
public record Posting(
        UUID id, long seq, Kind kind, String ref, String note, Money change, Money balanceAfter, Instant at) {
    /** Why value moved. */
    public enum Kind {
        GRANT,
        TOPUP,
        SETTLE,
        EXPIRE,
        ADJUST,
        /** A credit line that has ended: what was not used of it goes back. */
        LINE_END,
        INVOICE,
        CREDIT_NOTE,
        PAY,
        BALANCE_PAY,
        REFUND,
        WRITE_OFF
    }

    /** One leg of a posting; the legs sum to zero. {@code lotKind} is null on platform accounts. */
    public record Entry(Account account, LotKind lotKind, Money amount) {}
}
