package org.tenantry.gateway;

/** How an answer ended. */
public enum Ending {
    /** The provider said that it is whole. */
    DONE,
    /** Whole, and it asks for tools. */
    TOOLS,
    /** Whole as far as the limit of tokens went. */
    LENGTH,
    /** The provider's filter ended it. */
    FILTERED,
    /** We cancelled it because the reader asked to. */
    STOPPED,
    /** It broke off, stalled, or ran past a bound after something had come. */
    CUT,
    /** Nothing came: refused, failed or timed out before the first token. */
    FAILED
}
