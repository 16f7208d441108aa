package org.tenantry.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.tenantry.values.Refusal;

/**
 * Lets one address try so many wrong keys a minute on each node; then keys that never opened here are not even looked up.
 * Right keys cost nothing, because many programs may share an address. Addresses of IPv6 count by network.
 */
@ApplicationScoped
class KeyPace {
    private static final int MOST = 60;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Cache<String, AtomicInteger> wrong =
            Caffeine.newBuilder().expireAfterWrite(SPAN).maximumSize(100_000).build();

    /** Refuses an address that has tried too much. */
    void brake(String address) {
        var count = wrong.getIfPresent(network(address));
        if (count != null && count.get() >= MOST) {
            throw new Refusal(429, "tenancy.refusal.keyTries", SPAN.toSeconds());
        }
    }

    void wrong(String address) {
        wrong.get(network(address), fresh -> new AtomicInteger()).incrementAndGet();
    }

    /** The first four groups of an IPv6 address, or the whole IPv4 address. */
    private static String network(String address) {
        var groups = String.valueOf(address).split(":", -1);
        return groups.length <= 4
                ? groups[groups.length - 1]
                : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
