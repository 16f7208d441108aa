package org.tenantry.notices;

import java.time.Instant;
import java.util.UUID;

/** A notice that this node has taken to be sent, for the {@code tries}-th time. Says nothing of its content. */
record Parcel(UUID id, int tries, String recipient, String language, String subject, String body, Instant writtenAt) {
    @Override
    public String toString() {
        return id + " (try " + tries + ")";
    }
}
