package org.tenantry.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.tenantry.values.TenantId;

/**
 * Holds the routing tables of tenants in the memory of this node, for at most two seconds; a change made on this node is
 * seen at once when its transaction is through.
 */
@ApplicationScoped
class RouteMemory {
    private static final int MOST_TENANTS = 10_000;

    @Resource
    TransactionSynchronizationRegistry transactions;

    private final Cache<TenantId, RouteTable> known = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(2))
            .maximumSize(MOST_TENANTS)
            .build();

    RouteTable table(TenantId tenant, Supplier<RouteTable> reader) {
        var there = known.getIfPresent(tenant);
        if (there == null) {
            there = reader.get();
            known.put(tenant, there);
        }
        return there;
    }

    /** Forgets what is in memory when the running transaction ends, whichever way it does. */
    void changed() {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            known.invalidateAll();
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is known before the end
            }

            @Override
            public void afterCompletion(int status) {
                known.invalidateAll();
            }
        });
    }
}
