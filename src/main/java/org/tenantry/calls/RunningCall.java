package org.tenantry.calls;

/** A call that has been sent. */
public interface RunningCall {
    /** Asks the provider to stop at once; {@link Answering#ended} still comes exactly once. */
    void stop();
}
