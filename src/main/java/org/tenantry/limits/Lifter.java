package org.tenantry.limits;

/** Who can lift a limit: a larger plan, the operator, or an admin of the tenant. */
public enum Lifter {
    PLAN,
    OPERATOR,
    ADMIN
}
