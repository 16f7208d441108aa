package org.tenantry.billing;

import java.io.Serializable;
import java.time.Instant;
import org.tenantry.values.TenantId;

/**
 * Whom to bill for a tenant and how, and its place in dunning. {@code paysFromBalance}: a finalised invoice is paid from
 * paid credit when there is enough of it. {@code parkedAt} is null unless the books of this tenant did not agree.
 */
public record BillingAccount(
        TenantId tenant,
        Party party,
        Tax tax,
        boolean paysFromBalance,
        boolean dunningExempt,
        DunningState dunning,
        Instant parkedAt,
        String parkedWhy)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far dunning has gone (rule 9.3). */
    public enum DunningState {
        NONE,
        REMINDED,
        WARNED,
        SUSPENDED,
        ENDED
    }

    public boolean isParked() {
        return parkedAt != null;
    }
}
