package org.tenantry.metering;

/** How a model call ended, in the payer's terms (rule 2). */
public enum CallEnd {
    /** Whole. */
    DONE,
    /** Whole up to the limit of tokens. */
    LENGTH,
    /** Ended by the provider's filter. */
    FILTERED,
    /** The reader pressed stop. */
    STOPPED,
    /** Broke off after something had come. */
    CUT,
    /** The server died; ended from the last checkpoint. */
    CRASHED,
    /** Nothing came. */
    FAILED
}
