package org.tenantry.health;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from one model of one provider while it fails: CLOSED (all may go) → OPEN (nobody should) → HALF_OPEN
 * (its time is over and one call is trying) → CLOSED when that call hears something, else OPEN for longer. Counts over a
 * sliding window of twelve parts.
 */
final class Circuit {
    private static final int PARTS = 12;

    /** Where it stands. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final CircuitRule rule;
    private final LongSupplier nanoTime;
    private final long[] part = new long[PARTS];
    private final int[] good = new int[PARTS];
    private final int[] bad = new int[PARTS];
    private State state = State.CLOSED;
    private long sinceNanos;
    private long untilNanos;
    private int times;

    Circuit(CircuitRule rule, LongSupplier nanoTime) {
        this.rule = rule;
        this.nanoTime = nanoTime;
    }

    /** How long calls should still keep away; 0 when one may go. */
    synchronized long waitNanos() {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> Math.max(0, untilNanos - nanoTime.getAsLong());
            case HALF_OPEN -> TimeUnit.SECONDS.toNanos(1);
        };
    }

    /** A call goes. The first one after the time is over is the one that tries. */
    synchronized void goes() {
        if (state == State.OPEN && untilNanos <= nanoTime.getAsLong()) {
            turn(State.HALF_OPEN);
        }
    }

    /** A call heard something. */
    synchronized void heard() {
        if (state == State.CLOSED) {
            good[here()]++;
        } else {
            forget();
            times = 0;
            turn(State.CLOSED);
        }
    }

    /** A call failed, and it was the provider's doing. */
    synchronized void failed() {
        if (state == State.HALF_OPEN) {
            open();
        } else if (state == State.CLOSED) {
            bad[here()]++;
            int failures = sum(bad);
            if (failures >= rule.failures() && 100L * failures >= (long) rule.percent() * (failures + sum(good))) {
                open();
            }
        }
    }

    /** A call ended that says nothing about the provider: if it was the one that tries, another may. */
    synchronized void saidNothing() {
        if (state == State.HALF_OPEN) {
            turn(State.OPEN);
            untilNanos = nanoTime.getAsLong();
        }
    }

    /** What a look at the provider from outside found: it answers, so a call may try at once; or it does not. */
    synchronized void looked(boolean answers) {
        if (state == State.OPEN) {
            long now = nanoTime.getAsLong();
            untilNanos = answers ? now : Math.max(untilNanos, now + TimeUnit.SECONDS.toNanos(rule.openSeconds()));
        }
    }

    synchronized State state() {
        return state;
    }

    /** How long it has been in this state. */
    synchronized long ageNanos() {
        return nanoTime.getAsLong() - sinceNanos;
    }

    private void open() {
        long seconds = Math.min(rule.mostOpenSeconds(), (long) rule.openSeconds() << Math.min(times, 10));
        times++;
        turn(State.OPEN);
        untilNanos = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private void turn(State to) {
        if (state == State.CLOSED || to == State.CLOSED) {
            sinceNanos = nanoTime.getAsLong();
        }
        state = to;
    }

    private int here() {
        long now = number();
        int at = (int) Math.floorMod(now, (long) PARTS);
        if (part[at] != now) {
            part[at] = now;
            good[at] = 0;
            bad[at] = 0;
        }
        return at;
    }

    private int sum(int[] counts) {
        long now = number();
        int sum = 0;
        for (int i = 0; i < PARTS; i++) {
            sum += now - part[i] < PARTS ? counts[i] : 0;
        }
        return sum;
    }

    private void forget() {
        for (int i = 0; i < PARTS; i++) {
            good[i] = 0;
            bad[i] = 0;
        }
    }

    private long number() {
        return Math.floorDiv(nanoTime.getAsLong(), TimeUnit.SECONDS.toNanos(rule.windowSeconds()) / PARTS);
    }
}
