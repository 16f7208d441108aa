package org.tenantry.models;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Holds what is offered in the memory of this node. It is never older than two seconds; from one second on, one caller
 * reads it anew while the others go on with what is there. A change made on this node is seen at once when its
 * transaction is through.
 */
@ApplicationScoped
class OfferMemory {
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final long OLDEST_NANOS = 2_000_000_000L;

    @Resource
    TransactionSynchronizationRegistry transactions;

    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong generation = new AtomicLong();
    private volatile Offer offer;

    Offer offer(LongFunction<Offer> reader) {
        var now = offer;
        if (usable(now, FRESH_NANOS)) {
            return now;
        }
        if (usable(now, OLDEST_NANOS)) {
            if (!reading.tryLock()) {
                return now;
            }
        } else {
            reading.lock();
        }
        try {
            if (!usable(offer, FRESH_NANOS)) {
                offer = reader.apply(generation.get());
            }
            return offer;
        } finally {
            reading.unlock();
        }
    }

    /** Forgets what is in memory when the running transaction ends, whichever way it does. */
    void changed() {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            generation.incrementAndGet();
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is known before the end
            }

            @Override
            public void afterCompletion(int status) {
                generation.incrementAndGet();
            }
        });
    }

    private boolean usable(Offer what, long nanos) {
        return what != null && what.generation() == generation.get() && System.nanoTime() - what.readAtNanos() < nanos;
    }
}
