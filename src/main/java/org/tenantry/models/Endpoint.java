package org.tenantry.models;

import java.net.URI;

/**
 * How one provider is reached. {@code key} is the opened secret, empty when there is none: never log it, never store it.
 * {@code asksUsage}: whether the provider understands {@code stream_options.include_usage}.
 */
public record Endpoint(
        ProviderKind kind,
        URI baseUrl,
        String key,
        boolean asksUsage,
        int firstByteSeconds,
        int idleSeconds,
        int totalSeconds) {
    /** The same with less patience: never longer for the first byte, or for the whole, than this. */
    public Endpoint within(int mostFirstByteSeconds, int mostTotalSeconds) {
        return new Endpoint(
                kind,
                baseUrl,
                key,
                asksUsage,
                Math.min(firstByteSeconds, mostFirstByteSeconds),
                Math.min(idleSeconds, mostTotalSeconds),
                Math.min(totalSeconds, mostTotalSeconds));
    }

    @Override
    public String toString() {
        return kind + " " + baseUrl;
    }
}
