package org.tenantry.limits;

/** Whom a limit counts: a whole tenant, one member, one API key, or an address, known or not. */
public enum Whose {
    TENANT,
    MEMBER,
    KEY,
    ADDRESS
}
