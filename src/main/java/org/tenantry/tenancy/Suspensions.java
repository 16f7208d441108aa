package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/**
 * Lets the operator suspend a tenant by decision and serve it again. A suspension for an unpaid bill is another matter:
 * it ends when the bill is paid or given up, or the tenant is exempt from dunning (rule 9.4).
 */
@Stateless
public class Suspensions {
    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    AuditLog audit;

    @Inject
    KeyMemory keys;

    /** Why a tenant is not served. */
    public enum Cause {
        DECISION,
        BILL
    }

    /** Why the tenant is suspended; null when it is not. */
    public Cause cause(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        var rows = Rows.read(em, "SELECT suspended_for, state FROM tenant WHERE id = ?", tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        if (!"SUSPENDED".equals(rows.get(0)[1].toString())) {
            return null;
        }
        return rows.get(0)[0] == null ? Cause.DECISION : Cause.valueOf(rows.get(0)[0].toString());
    }

    /** Closes an active tenant for new calls; its people may read, export and pay. */
    public void suspend(Caller operator, TenantId tenant, String reason) {
        operator.require(Role.OPERATOR);
        var said = said(reason);
        int found = Rows.change(
                em,
                "UPDATE tenant SET state = 'SUSPENDED', suspended_for = 'DECISION' WHERE id = ? AND state = 'ACTIVE'",
                tenant.value());
        if (found != 1) {
            cause(operator, tenant);
            throw new Refusal(409, "tenancy.refusal.notActive");
        }
        keys.changed(tenant);
        audit.record(operator.person(), tenant, "tenant.suspend", tenant.toString(), said);
    }

    /** Serves a tenant again that was suspended by decision; refused for one that is suspended for a bill. */
    public void resume(Caller operator, TenantId tenant, String reason) {
        operator.require(Role.OPERATOR);
        var said = said(reason);
        if (cause(operator, tenant) == Cause.BILL) {
            throw new Refusal(409, "tenancy.refusal.suspendedForBill");
        }
        int found = Rows.change(
                em,
                "UPDATE tenant SET state = 'ACTIVE', suspended_for = NULL WHERE id = ? AND state = 'SUSPENDED'"
                        + " AND (suspended_for IS NULL OR suspended_for = 'DECISION')",
                tenant.value());
        if (found != 1) {
            throw new Refusal(409, "tenancy.refusal.notSuspended");
        }
        keys.changed(tenant);
        audit.record(operator.person(), tenant, "tenant.resume", tenant.toString(), said);
    }

    private static String said(String reason) {
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new InvalidInput("tenancy.refusal.reason", LONGEST_REASON);
        }
        return said;
    }
}
