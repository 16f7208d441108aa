package org.tenantry.gateway;

import java.nio.ByteBuffer;

/** Reads a streamed body bit by bit. */
interface WireReader {
    void feed(ByteBuffer bytes);

    /** No more comes. */
    void end();
}
