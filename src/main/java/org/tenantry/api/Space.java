package org.tenantry.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tenantry.values.Refusal;

/** So much room of one kind, for all requests together: who finds none is told to come again. */
final class Space {
    private final Semaphore free;
    private final int all;

    Space(long units) {
        all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, units));
        free = new Semaphore(all);
    }

    /** Sets some of it aside until it is given back, which may be done twice; what is larger than all of it takes it all. */
    Runnable take(long units) {
        int part = (int) Math.min(all, Math.max(1, units));
        if (!free.tryAcquire(part)) {
            throw new Refusal(503, "calls.refusal.busy");
        }
        var given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                free.release(part);
            }
        };
    }
}
