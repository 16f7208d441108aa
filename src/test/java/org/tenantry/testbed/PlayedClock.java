package org.tenantry.testbed;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * The clock of the server under test: a test that runs inside it plays another time on its own thread, while timers and
 * requests of others keep the real one. Play in the future, so that timers leave the played tenants alone.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedClock {
    private static final ThreadLocal<Instant> PLAYED = new ThreadLocal<>();

    /** On this thread it is now this instant, until {@link #real} is called. */
    public static void at(Instant now) {
        PLAYED.set(now);
    }

    public static void at(String now) {
        at(Instant.parse(now));
    }

    public static void real() {
        PLAYED.remove();
    }

    /** Runs the work at this instant. */
    public static <T> T at(Instant now, Supplier<T> work) {
        var before = PLAYED.get();
        at(now);
        try {
            return work.get();
        } finally {
            if (before == null) {
                real();
            } else {
                at(before);
            }
        }
    }

    @Produces
    public Clock clock() {
        return new Played();
    }

    /** Pages that are kept for a while have a clock too, so it can be kept. */
    private static final class Played extends Clock implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("the product keeps time in UTC");
        }

        @Override
        public Instant instant() {
            var played = PLAYED.get();
            return played == null ? Clock.systemUTC().instant() : played;
        }
    }
}
