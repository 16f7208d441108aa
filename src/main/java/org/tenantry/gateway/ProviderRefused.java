package org.tenantry.gateway;

import java.util.Locale;
import org.tenantry.values.Refusal;

/** A provider did not answer an operator's question; the sentence says why and what to do, never what the provider wrote. */
public class ProviderRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private final ProviderFailure failure;

    public ProviderRefused(ProviderFailure failure) {
        super(502, "gateway.failure." + failure.kind().name().toLowerCase(Locale.ROOT));
        this.failure = failure;
    }

    public ProviderFailure failure() {
        return failure;
    }
}
