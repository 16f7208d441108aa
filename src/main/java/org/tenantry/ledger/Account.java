package org.tenantry.ledger;

/**
 * Where value stands. Entries of a posting sum to zero: what a tenant has or what was earned is above zero there, what is
 * owed to the operator or was given away is below. Only WALLET is kept per lot; the others are sums of their entries.
 */
public enum Account {
    /** A tenant's lots. */
    WALLET,
    /** Usage that was charged. */
    REVENUE,
    /** Plan fees that were billed. */
    FEES,
    /** Allowances that were granted, against the fees that pay for them. */
    ALLOWANCE,
    /** Gifts. */
    PROMO_COST,
    /** Value that nobody used in time. */
    BREAKAGE,
    /** Credit that is lent and not billed yet. */
    LINE,
    /** Finalised invoices that are not paid. */
    RECEIVABLE,
    /** Money that came in, and went out again. */
    CLEARING,
    /** Tax that was billed. */
    TAX,
    /** What rounding an invoice to whole cents gave or took. */
    ROUNDING,
    /** Corrections and what will never be paid. */
    LOSS
}
