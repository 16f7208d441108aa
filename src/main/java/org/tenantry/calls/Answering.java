package org.tenantry.calls;

/**
 * Hears a running answer. Called in order and never from two threads at once, on threads shared by all streams: return
 * at once, never block, never touch the database.
 */
public interface Answering {
    void heard(String text, String reasoning);

    /** The last call, made exactly once. Hand {@code outcome} to {@link Calls#settle} in a transaction of your own. */
    void ended(Outcome outcome);
}
