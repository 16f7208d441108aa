package org.tenantry.guard;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request that goes out. {@code mayBePrivate}: whether the address may lie inside the operator's network, as only an
 * address that the operator typed may. The four spans bound the wait for a connection, for the first byte of the answer,
 * for each next one, and for the whole.
 */
public record Outgoing(
        String method,
        URI url,
        Map<String, String> headers,
        byte[] body,
        boolean mayBePrivate,
        Duration connect,
        Duration firstByte,
        Duration idle,
        Duration total) {
    private static final Duration USUAL_CONNECT = Duration.ofSeconds(10);

    /** A POST with the usual time to connect. */
    public Outgoing(
            URI url,
            Map<String, String> headers,
            byte[] body,
            boolean mayBePrivate,
            Duration firstByte,
            Duration idle,
            Duration total) {
        this("POST", url, headers, body, mayBePrivate, USUAL_CONNECT, firstByte, idle, total);
    }

    /** Leaves out the headers: they hold the key. */
    @Override
    public String toString() {
        return method + " to " + url.getHost();
    }
}
