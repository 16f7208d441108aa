package org.tenantry.values;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that may be ahead of another one, never behind it; moved while others read it. It can be kept with a page, which
 * then keeps how far it was ahead: time is only moved in demos, which keep their pages in memory.
 */
public final class MovableClock extends Clock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    public MovableClock(Clock real) {
        this.real = real;
    }

    /** How far it is ahead of the real one. */
    public Duration ahead() {
        return ahead;
    }

    void moveTo(Duration wanted) {
        if (wanted.isNegative()) {
            throw new IllegalArgumentException("time is never set back: " + wanted);
        }
        ahead = wanted;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        var moved = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return moved.withZone(other);
            }

            @Override
            public Instant instant() {
                return moved.instant();
            }
        };
    }
}
