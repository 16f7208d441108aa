package org.tenantry.models;

import java.net.URI;
import java.util.Map;

/**
 * How one provider is reached. {@code key} is the opened secret, empty when there is none: never log it, never store it.
 * {@code asksUsage}: whether the provider understands {@code stream_options.include_usage}. {@code settings}: what only
 * its kind knows, by {@link Setting#key()}; what is not there is as usual.
 */
public record Endpoint(
        ProviderKind kind,
        URI baseUrl,
        String key,
        boolean asksUsage,
        int connectSeconds,
        int firstByteSeconds,
        int idleSeconds,
        int totalSeconds,
        Map<String, String> settings) {
    public Endpoint {
        settings = Map.copyOf(settings);
    }

    /** One with the usual time to connect and nothing special about it. */
    public Endpoint(
            ProviderKind kind,
            URI baseUrl,
            String key,
            boolean asksUsage,
            int firstByteSeconds,
            int idleSeconds,
            int totalSeconds) {
        this(
                kind,
                baseUrl,
                key,
                asksUsage,
                ProviderForm.USUAL_CONNECT_SECONDS,
                firstByteSeconds,
                idleSeconds,
                totalSeconds,
                Map.of());
    }

    /** The same with less patience: never longer for the first byte, or for the whole, than this. */
    public Endpoint within(int mostFirstByteSeconds, int mostTotalSeconds) {
        return new Endpoint(
                kind,
                baseUrl,
                key,
                asksUsage,
                Math.min(connectSeconds, mostFirstByteSeconds),
                Math.min(firstByteSeconds, mostFirstByteSeconds),
                Math.min(idleSeconds, mostTotalSeconds),
                Math.min(totalSeconds, mostTotalSeconds),
                settings);
    }

    /** What the operator said, or what is usual. */
    public String setting(Setting setting) {
        return settings.getOrDefault(setting.key(), setting.usual());
    }

    @Override
    public String toString() {
        return kind + " " + baseUrl;
    }
}
