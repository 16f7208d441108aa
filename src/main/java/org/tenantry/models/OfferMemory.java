package org.tenantry.models;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds what is offered in the memory of this node. It is never older than two seconds; from one second on, one caller
 * reads it anew while the others go on with what is there. A change made on this node is seen at once when its
 * transaction is through. Who asks inside a transaction, and so may hold a connection, waits for another's reading, which
 * needs one too, only after such a change and only for half a second: then it goes on with what is there.
 */
@ApplicationScoped
class OfferMemory {
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final long OLDEST_NANOS = 2_000_000_000L;
    private static final long CHANGE_WAIT_MILLIS = 500;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    OfferReader reader;

    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong generation = new AtomicLong();
    private volatile Offer offer;

    Offer offer() {
        var now = offer;
        if (usable(now, FRESH_NANOS)) {
            return now;
        }
        boolean mayGoOn = now != null && (usable(now, OLDEST_NANOS) || isInTransaction());
        if (mayGoOn) {
            if (!mayRead(now.generation() == generation.get() ? 0 : CHANGE_WAIT_MILLIS)) {
                return now;
            }
        } else {
            reading.lock();
        }
        try {
            if (!usable(offer, FRESH_NANOS)) {
                offer = reader.read(generation.get());
            }
            return offer;
        } finally {
            reading.unlock();
        }
    }

    private boolean mayRead(long waitMillis) {
        try {
            return waitMillis == 0 ? reading.tryLock() : reading.tryLock(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isInTransaction() {
        return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** Forgets what is in memory when the running transaction ends, whichever way it does. */
    void changed() {
        if (!isInTransaction()) {
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
