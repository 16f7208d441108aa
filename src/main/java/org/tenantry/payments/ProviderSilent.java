package org.tenantry.payments;

import org.tenantry.values.Refusal;

/** The payment provider cannot be reached or does not take this payment; nothing was charged. */
public class ProviderSilent extends Refusal {
    private static final long serialVersionUID = 1L;
    private final String why;

    public ProviderSilent(String why) {
        super(502, "payments.refusal.provider");
        this.why = why;
    }

    /** In the provider's words, for the operator. */
    public String why() {
        return why;
    }
}
