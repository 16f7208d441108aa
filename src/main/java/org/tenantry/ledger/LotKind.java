package org.tenantry.ledger;

/** What kind of value a lot is, with its place in the burn order (rule 4.2): a lower priority is spent first. */
public enum LotKind {
    /** The allowance of a period; expires with it. */
    PLAN(10),
    /** A gift. */
    PROMO(20),
    /** Topped up and paid for; the only refundable kind. */
    PAID(30),
    /** A credit line, billed in arrears. */
    LINE(40);

    private final int priority;

    LotKind(int priority) {
        this.priority = priority;
    }

    int priority() {
        return priority;
    }

    /** The account that the value of a new lot comes from. */
    String source() {
        return switch (this) {
            case PLAN, PROMO -> "PROMO_COST";
            case PAID -> "CLEARING";
            case LINE -> "RECEIVABLE";
        };
    }
}
