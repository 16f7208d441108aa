package org.tenantry.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers when each key was last used on this node, until {@link KeyUseClock} writes it down once a minute. */
@ApplicationScoped
class KeyUses {
    private final Map<UUID, Instant> seen = new ConcurrentHashMap<>();

    void saw(UUID key, Instant at) {
        seen.put(key, at);
    }

    /** Takes out what was seen since the last time. */
    Map<UUID, Instant> taken() {
        var taken = Map.copyOf(seen);
        taken.forEach(seen::remove);
        return taken;
    }
}
