package org.tenantry.guard;

/** A request that is under way; may be told from any thread. */
public interface Exchange {
    /** Breaks it off at once, so that the other side notices. */
    void cancel();

    /** All that matters has come: ends it as whole without waiting for the other side to close it. */
    void enough();

    /** All but a postscript has come: from now on silence is borne for a few seconds only. */
    void hurry();
}
