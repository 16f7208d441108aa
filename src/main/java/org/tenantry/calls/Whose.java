package org.tenantry.calls;

import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.TenantId;

/** Whose rules, aliases and choices are meant: the operator's, which count for all, or the caller's own tenant's. */
public enum Whose {
    OPERATOR,
    TENANT;

    /** Under which tenant they stand; the operator's stand under none, which is also the chain of its acts. */
    TenantId owner(Caller caller) {
        return switch (this) {
            case OPERATOR -> {
                caller.require(Role.OPERATOR);
                yield AuditLog.OPERATOR;
            }
            case TENANT -> caller.require(Role.ADMIN).tenant();
        };
    }
}
