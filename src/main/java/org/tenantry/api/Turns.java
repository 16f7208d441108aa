package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.tenantry.values.Refusal;

/**
 * Lets requests to the database one after the other, in the order in which they came: at most half as many at a time as
 * there are connections, so that a burst of programs takes none from pages and from answers that end. Who does not come to
 * its turn within 20 seconds is told to come again.
 */
@ApplicationScoped
class Turns {
    private static final int USUAL_CONNECTIONS = 20;
    private static final long MOST_WAIT_MILLIS = 20_000;

    private final long mostWaitMillis;
    private Semaphore places;

    Turns() {
        this(USUAL_CONNECTIONS, MOST_WAIT_MILLIS);
    }

    Turns(int connections, long mostWaitMillis) {
        this.mostWaitMillis = mostWaitMillis;
        places = new Semaphore(places(connections), true);
    }

    private static int places(int connections) {
        return Math.max(1, connections / 2);
    }

    @Inject
    void configure(Config config) {
        int connections =
                config.getOptionalValue("tenantry.db.pool.max", Integer.class).orElse(USUAL_CONNECTIONS);
        places = new Semaphore(places(connections), true);
    }

    <T> T take(Supplier<T> work) {
        boolean come;
        try {
            come = places.tryAcquire(mostWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            come = false;
        }
        if (!come) {
            throw new Refusal(503, "api.error.503");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
