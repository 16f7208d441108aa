package org.tenantry.gateway;

/**
 * Hears a streaming answer. Called in order, never at the same time from two threads, and on threads shared by all
 * streams: it must return at once and never block.
 */
public interface Hearing {
    void heard(Delta delta);

    /**
     * A piece of a request for a tool, in the order in which it is written: {@code id} and {@code name} are those of the
     * request, the same with each of its pieces; {@code arguments} is what was written now and may be empty at first. Tells
     * whether the piece was passed on: then the answer has begun, and nobody else can give it.
     */
    default boolean requested(String id, String name, String arguments) {
        return false;
    }

    /** The last call, made exactly once, also after {@link Upstream#cancel}. */
    void ended(Completion completion);
}
