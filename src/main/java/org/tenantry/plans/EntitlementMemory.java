package org.tenantry.plans;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.tenantry.values.TenantId;

/**
 * Holds the terms that each tenant lives by in the memory of this node, for at most two seconds: a change of the
 * subscription, made on any node, counts that much later.
 */
@ApplicationScoped
class EntitlementMemory {
    private static final int MOST_TENANTS = 10_000;

    private final Cache<TenantId, Optional<Terms>> known = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(2))
            .maximumSize(MOST_TENANTS)
            .build();

    Optional<Terms> terms(TenantId tenant, Supplier<Optional<Terms>> reader) {
        var there = known.getIfPresent(tenant);
        if (there == null) {
            there = reader.get();
            known.put(tenant, there);
        }
        return there;
    }
}
