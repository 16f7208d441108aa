package org.tenantry.guard;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A POST that goes out. {@code mayBePrivate}: whether the address may lie inside the operator's network, as only an
 * address that the operator typed may. The three spans bound the wait for the first byte of the answer, for each next
 * one, and for the whole.
 */
public record Outgoing(
        URI url,
        Map<String, String> headers,
        byte[] body,
        boolean mayBePrivate,
        Duration firstByte,
        Duration idle,
        Duration total) {
    /** Leaves out the headers: they hold the key. */
    @Override
    public String toString() {
        return "POST to " + url.getHost();
    }
}
