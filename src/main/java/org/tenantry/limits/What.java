package org.tenantry.limits;

/** What a limit counts: requests and tokens of a minute, answers at a time. */
public enum What {
    REQUESTS,
    TOKENS,
    STREAMS
}
