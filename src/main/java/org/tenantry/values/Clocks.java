package org.tenantry.values;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The one source of time in the application; leases and sweeps use the database's clock instead. In a demo whose test
 * clock is switched on, time can be moved ahead; everywhere else it is the real time, whatever is asked.
 */
@ApplicationScoped
public class Clocks {
    /** The time of the person at the screen: how long a session holds and a locked sign-in waits is never played. */
    public static final Clock WALL = Clock.systemUTC();

    private final MovableClock clock = new MovableClock(WALL);

    private boolean movable;

    @Inject
    void read(Config config) {
        allow(
                config.getConfigValue("tenantry.test.clock").getRawValue(),
                config.getConfigValue("tenantry.embedded").getRawValue());
    }

    void allow(String testClock, String embedded) {
        movable = "on".equalsIgnoreCase(testClock) && "true".equalsIgnoreCase(embedded);
    }

    @Produces
    public Clock clock() {
        return clock;
    }

    /** Whether time can be moved: asked for, and on the embedded database of a demo. Both, or not. */
    public boolean isMovable() {
        return movable;
    }

    /** How far time is ahead of the real one. */
    public Duration ahead() {
        return clock.ahead();
    }

    /** Sets how far time is ahead; does nothing where it cannot be moved. */
    public void moveTo(Duration ahead) {
        if (movable) {
            clock.moveTo(ahead);
        }
    }
}
