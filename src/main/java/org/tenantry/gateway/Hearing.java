package org.tenantry.gateway;

/**
 * Hears a streaming answer. Called in order, never at the same time from two threads, and on threads shared by all
 * streams: it must return at once and never block.
 */
public interface Hearing {
    void heard(Delta delta);

    /** The last call, made exactly once, also after {@link Upstream#cancel}. */
    void ended(Completion completion);
}
