package org.tenantry.guard;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request that goes out. {@code mayBePrivate}: whether the address may lie inside the operator's network, as only an
 * address that the operator typed may. The four spans bound the wait for a connection, for the first byte of the answer,
 * for each next one, and for the whole. More than {@code mostBytes} of an answer are not taken.
 */
public record Outgoing(
        String method,
        URI url,
        Map<String, String> headers,
        Content body,
        boolean mayBePrivate,
        Duration connect,
        Duration firstByte,
        Duration idle,
        Duration total,
        long mostBytes) {
    private static final Duration USUAL_CONNECT = Duration.ofSeconds(10);
    private static final long USUAL_BYTES = 16L << 20;

    /** With an answer of the usual size. */
    public Outgoing(
            String method,
            URI url,
            Map<String, String> headers,
            byte[] body,
            boolean mayBePrivate,
            Duration connect,
            Duration firstByte,
            Duration idle,
            Duration total) {
        this(method, url, headers, Content.of(body), mayBePrivate, connect, firstByte, idle, total, USUAL_BYTES);
    }

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
