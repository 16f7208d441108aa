package org.tenantry.tenancy;

import java.time.Instant;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.TenantId;

/** A key as one secret opens it: from where, and until when the key and this secret do; {@code null} is without end. */
record KeyImage(OpenedKey key, AllowedAddresses addresses, Instant keyEnd, Instant secretEnd) {
    boolean opensAt(Instant now) {
        return (keyEnd == null || now.isBefore(keyEnd)) && (secretEnd == null || now.isBefore(secretEnd));
    }

    /** Whose change makes it old: its tenant's, or the deployment's. */
    TenantId chain() {
        var caller = key.caller();
        return caller.hasTenant() ? caller.tenant() : AuditLog.OPERATOR;
    }
}
