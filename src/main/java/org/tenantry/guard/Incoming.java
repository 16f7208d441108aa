package org.tenantry.guard;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Takes in the answer to an {@link Outgoing}. Called in order, never from two threads at once, on threads shared by all:
 * it must return at once.
 */
public interface Incoming {
    /** The answer begins; {@code header} gives a header by name, empty if there is none. */
    void head(Exchange exchange, int status, UnaryOperator<String> header);

    /** More of the answer, split anywhere; to be read before returning. */
    void body(ByteBuffer bytes);

    /** The last call, made exactly once. */
    void over(Fate fate);

    /** How it ended. */
    enum Fate {
        /** The whole answer came, or {@link Exchange#enough} was called. */
        WHOLE,
        /** {@link Exchange#cancel} was called. */
        CANCELLED,
        /** No connection was made, or it closed before the answer began. */
        UNREACHABLE,
        /** A wait was longer than allowed. */
        TIMED_OUT,
        /** The connection broke in the midst of the answer. */
        BROKEN,
        /** The answer is larger than any may be. */
        TOO_LARGE,
        /** The answer is compressed, which nobody asked for. */
        COMPRESSED
    }
}
