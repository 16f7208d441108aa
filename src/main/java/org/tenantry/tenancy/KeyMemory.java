package org.tenantry.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/**
 * Holds what secrets open in the memory of this node, by the hash of the secret. Nothing is believed for longer than two
 * seconds; from one second on, one request reads anew while the others go on with what is there. A change made on this
 * node is seen at once when its transaction is through. Secrets that open nothing are remembered as long, at most 10 000
 * of them, and at most eight that this node has not seen open anything are looked up at a time.
 */
@ApplicationScoped
class KeyMemory {
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final long OLDEST_NANOS = 2_000_000_000L;
    private static final int MOST_KEYS = 50_000;
    private static final int MOST_UNKNOWN = 10_000;
    private static final int LOOKUPS_AT_ONCE = 8;
    private static final int LOOKUP_WAIT_SECONDS = 2;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /** Kept past its time, so that a key that was right lately is told from one that never was. */
    private final Cache<String, Entry> known = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(30))
            .maximumSize(MOST_KEYS)
            .build();

    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofNanos(OLDEST_NANOS))
            .maximumSize(MOST_UNKNOWN)
            .build();

    /** When something of a tenant changed here, for as long as older readings could still be believed. */
    private final Cache<TenantId, Long> changes =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build();

    private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);

    private record Entry(KeyImage image, long readAtNanos, AtomicBoolean claimed) {}

    /** What the secret with this hash opens; {@code brake} may refuse before a secret is looked up that never opened. */
    Optional<KeyImage> find(String hash, Runnable brake, Supplier<Optional<KeyImage>> reader) {
        var there = known.getIfPresent(hash);
        if (there != null) {
            boolean believed = isNewerThanChange(there);
            long age = System.nanoTime() - there.readAtNanos();
            if (believed
                    && (age < FRESH_NANOS
                            || age < OLDEST_NANOS && !there.claimed().compareAndSet(false, true))) {
                return Optional.of(there.image());
            }
            return read(hash, reader);
        }
        if (unknown.getIfPresent(hash) != null) {
            return Optional.empty();
        }
        brake.run();
        return lookedUp(hash, reader);
    }

    private Optional<KeyImage> lookedUp(String hash, Supplier<Optional<KeyImage>> reader) {
        try {
            if (!lookups.tryAcquire(LOOKUP_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(503, "tenancy.refusal.keyBusy");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "tenancy.refusal.keyBusy");
        }
        try {
            return read(hash, reader);
        } finally {
            lookups.release();
        }
    }

    private Optional<KeyImage> read(String hash, Supplier<Optional<KeyImage>> reader) {
        long now = System.nanoTime();
        var found = reader.get();
        if (found.isPresent()) {
            known.put(hash, new Entry(found.get(), now, new AtomicBoolean()));
        } else {
            known.invalidate(hash);
            unknown.put(hash, true);
        }
        return found;
    }

    private boolean isNewerThanChange(Entry entry) {
        var changed = changes.getIfPresent(entry.image().chain());
        return changed == null || entry.readAtNanos() - changed > 0;
    }

    /** Believes nothing of this tenant any more when the running transaction ends, whichever way it does. */
    void changed(TenantId tenant) {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            forget(tenant);
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is known before the end
            }

            @Override
            public void afterCompletion(int status) {
                forget(tenant);
            }
        });
    }

    private void forget(TenantId tenant) {
        changes.put(tenant, System.nanoTime());
    }
}
