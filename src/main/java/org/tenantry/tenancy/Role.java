package org.tenantry.tenancy;

/** What a caller may do, each role more than the one before it within its own reach. */
public enum Role {
    /** Chats and sees the own usage. */
    MEMBER,
    /** Manages one tenant. */
    ADMIN,
    /** Runs the deployment. */
    OPERATOR
}
