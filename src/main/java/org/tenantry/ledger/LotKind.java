package org.tenantry.ledger;

/** What kind of value a lot is, with its place in the burn order (rule 4.2): a lower priority is spent first. */
public enum LotKind {
    /** The allowance of a period; expires with it. */
    PLAN(10, Account.ALLOWANCE, Account.BREAKAGE),
    /** A gift. */
    PROMO(20, Account.PROMO_COST, Account.BREAKAGE),
    /** Topped up and paid for; the only refundable kind. */
    PAID(30, Account.CLEARING, Account.BREAKAGE),
    /** A credit line, billed in arrears; what is not used of it goes back to where it came from. */
    LINE(40, Account.LINE, Account.LINE);

    private final int priority;
    private final Account source;
    private final Account end;

    LotKind(int priority, Account source, Account end) {
        this.priority = priority;
        this.source = source;
        this.end = end;
    }

    int priority() {
        return priority;
    }

    /** The account that the value of a new lot comes from. */
    Account source() {
        return source;
    }

    /** The account that takes what nobody used in time. */
    Account end() {
        return end;
    }
}
