package org.tenantry.gateway;

/** A running answer. */
public interface Upstream {
    /** Ends the provider's work at once; {@link Hearing#ended} follows with {@link Ending#STOPPED} unless it had ended. */
    void cancel();
}
