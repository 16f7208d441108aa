package org.tenantry.calls;

/**
 * Hears a running answer. Called in order and never from two threads at once, on threads shared by all streams: return
 * at once, never block, never touch the database.
 */
public interface Answering {
    void heard(String text, String reasoning);

    /**
     * A piece of a request for a tool: {@code id} and {@code name} come with each piece of the same request, {@code
     * arguments} is what was written now. All of them come whole once more with the end. Tells whether the piece was passed
     * on: from then on no other model takes over.
     */
    default boolean requested(String id, String name, String arguments) {
        return false;
    }

    /** The last call, made exactly once. Hand {@code outcome} to {@link Calls#settle} in a transaction of your own. */
    void ended(Outcome outcome);
}
