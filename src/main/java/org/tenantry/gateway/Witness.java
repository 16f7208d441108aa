package org.tenantry.gateway;

import java.nio.ByteBuffer;

/** Hears an answer and sees how it was written, for the operator who tries a provider out. */
interface Witness extends Hearing {
    void sawHead(int status, String contentType);

    /** More of the body as it came; to be read before returning and left as it is. */
    void sawBody(ByteBuffer bytes);
}
