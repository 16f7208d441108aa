package org.tenantry.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.tenantry.values.Refusal;

/**
 * Lets one address make so many wrong sign-ins in ten minutes on each node; right ones cost nothing, because many people
 * may share an address. The lock-out of a person is kept apart, in the database. Addresses of IPv6 count by network,
 * because one household or server has a whole one.
 */
@ApplicationScoped
public class SignInPace {
    private static final Duration SPAN = Duration.ofMinutes(10);

    private static final int MOST = 100;

    int most = MOST;

    private final Cache<String, AtomicInteger> tries =
            Caffeine.newBuilder().expireAfterWrite(SPAN).maximumSize(100_000).build();

    @Inject
    void configure(Config config) {
        most = config.getOptionalValue("tenantry.signin.tries", Integer.class).orElse(MOST);
    }

    /** Counts a try before it is checked, so that many at once cannot outrun the count. */
    public void step(String address) {
        var count = tries.get(network(address), fresh -> new AtomicInteger());
        if (count.incrementAndGet() > most) {
            throw new Refusal(429, "refusal.signIn.tooMany", SPAN.toMinutes());
        }
    }

    /** The try was right: it does not count. */
    public void forgive(String address) {
        var count = tries.getIfPresent(network(address));
        if (count != null) {
            count.decrementAndGet();
        }
    }

    /** The first four groups of an IPv6 address, or the whole IPv4 address. */
    static String network(String address) {
        var groups = address.split(":", -1);
        return groups.length <= 4 ? address : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}
