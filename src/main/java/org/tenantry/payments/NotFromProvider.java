package org.tenantry.payments;

import org.tenantry.values.Refusal;

/** What claims to come from a payment provider does not carry its signature, or is too old. */
public class NotFromProvider extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotFromProvider() {
        super(400, "payments.refusal.signature");
    }
}
