package org.tenantry.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.tenantry.values.Refusal;

/**
 * Lets one address try {@value #TRIES} sign-ins in ten minutes on each node; the lock-out of a person is kept apart,
 * in the database. Addresses of IPv6 count by network, because one household or server has a whole one.
 */
@ApplicationScoped
public class SignInPace {
    static final int TRIES = 60;
    private static final Duration SPAN = Duration.ofMinutes(10);

    private final Cache<String, AtomicInteger> tries =
            Caffeine.newBuilder().expireAfterWrite(SPAN).maximumSize(100_000).build();

    public void step(String address) {
        var count = tries.get(network(address), fresh -> new AtomicInteger()).incrementAndGet();
        if (count > TRIES) {
            throw new Refusal(429, "refusal.signIn.tooMany", SPAN.toMinutes());
        }
    }

    /** The first four groups of an IPv6 address, or the whole IPv4 address. */
    static String network(String address) {
        var groups = address.split(":", -1);
        return groups.length <= 4 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
