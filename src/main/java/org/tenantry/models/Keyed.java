package org.tenantry.models;

import java.util.UUID;

/**
 * A provider as it is reached with one of its keys. {@code version} changes with the secret. A provider that asks for no
 * key has one of these too, named by the provider's own id and without a label.
 */
public record Keyed(UUID key, int version, String label, int weight, Endpoint endpoint) {
    @Override
    public String toString() {
        return label + " of " + endpoint;
    }
}
