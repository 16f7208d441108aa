package org.tenantry.limits;

import java.util.List;

/**
 * A request that was let pass on this node: its answer is open until it ends or nothing is heard of it, and its tokens
 * are an estimate until then. Taken back when what was to come of it was not done after all; then the same request may
 * come again without being counted once more, as a database that wants a transaction again makes it.
 */
final class Pass {
    private static final int MOST_RUNS = 6;

    private enum State {
        OPEN,
        TAKEN_BACK,
        ENDED
    }

    private final List<Taken> taken;
    private final long tokens;
    private State state = State.OPEN;
    private int runs = 1;
    private int riders = 1;
    private boolean kept;
    private long aliveMillis;

    /** Where it was counted. */
    record Taken(Window window, long slot) {}

    Pass(List<Taken> taken, long tokens, long millis) {
        this.taken = List.copyOf(taken);
        this.tokens = tokens;
        this.aliveMillis = millis;
    }

    synchronized boolean isOver() {
        return state != State.OPEN;
    }

    synchronized boolean isTakenBack() {
        return state == State.TAKEN_BACK;
    }

    /** Whether the same request, made again after it was taken back, is still the one that was counted. */
    boolean mayRunAgain() {
        return isTakenBack() && runs < MOST_RUNS;
    }

    Pass runAfter(Pass earlier) {
        runs = earlier.runs + 1;
        return this;
    }

    synchronized void lives(long millis) {
        aliveMillis = millis;
    }

    synchronized boolean isDead(long millis, long leaseMillis) {
        return state == State.OPEN && millis - aliveMillis > leaseMillis;
    }

    /**
     * The same request comes a second time before it is known what became of the first: it goes on this pass too, unless
     * that was taken back.
     */
    synchronized boolean joins() {
        if (state == State.TAKEN_BACK) {
            return false;
        }
        riders++;
        return true;
    }

    /** What was to come of it was done by one that goes on it. */
    synchronized void keep() {
        kept = true;
    }

    /** One that goes on it came to nothing; it is taken back when that was the last, and none did what was to be done. */
    void takeBack(long millis) {
        if (isUseless() && leaves(State.TAKEN_BACK)) {
            taken.forEach(one -> {
                one.window().close();
                one.window().takeBack(one.slot(), tokens, millis);
            });
        }
    }

    /** Ends it with what it really took. */
    void end(long actualTokens, long millis) {
        if (!leaves(State.ENDED)) {
            return;
        }
        for (var one : taken) {
            one.window().close();
            if (actualTokens > tokens) {
                one.window().pass(0, actualTokens - tokens, 0, millis);
            } else if (actualTokens < tokens) {
                one.window().takeBack(one.slot(), tokens - actualTokens, millis);
            }
        }
    }

    /** Nothing was heard of it any more: what it took stays as it was estimated. */
    void dies() {
        if (leaves(State.ENDED)) {
            taken.forEach(one -> one.window().close());
        }
    }

    private synchronized boolean isUseless() {
        riders--;
        return riders == 0 && !kept;
    }

    private synchronized boolean leaves(State next) {
        boolean was = state == State.OPEN;
        if (was) {
            state = next;
        }
        return was;
    }
}
