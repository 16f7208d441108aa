package org.tenantry.ledger;

import org.tenantry.values.Money;
import org.tenantry.values.Refusal;

/** The wallet cannot pay even a short answer; an admin of the tenant can top it up. */
public class InsufficientCredit extends Refusal {
    private static final long serialVersionUID = 1L;

    public InsufficientCredit(Money free, Money needed) {
        super(429, "ledger.refusal.insufficientCredit", free, needed);
    }
}
