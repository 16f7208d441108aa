package org.tenantry.values;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs a whole transaction again when the database asks for it: deadlock, lock wait, snapshot conflict, lost connection,
 * or a row that another run of the same work wrote first. The work must start with its own gate, so that a run whose
 * commit was in doubt finds what it wrote. At most five runs.
 */
public final class Retry {
    private static final int RUNS = 5;
    private static final int DEEPEST = 30;
    private static final int LOCK_WAIT = 1205;
    private static final Set<Integer> WANTED_AGAIN = Set.of(1213, 1020);
    private static final Set<Integer> AGAIN = Set.of(1213, 1205, 1020, 1062, 1927, 1053, 1047);

    private Retry() {}

    public static void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return null;
        });
    }

    public static <T> T transaction(Supplier<T> work) {
        for (int run = 1; ; run++) {
            try {
                return work.get();
            } catch (Refusal refusal) {
                throw refusal;
            } catch (RuntimeException failure) {
                if (run == RUNS || !asksForAnotherRun(failure)) {
                    throw failure;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000L, 20_000_000L * run));
            }
        }
    }

    /**
     * Whether the database could not be reached, had no connection left in time, kept a statement waiting too long, or
     * wanted a transaction again once too often: nothing was done, and soon may be.
     */
    public static boolean isBusy(Throwable failure) {
        int depth = 0;
        for (var cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState() == null ? "" : sql.getSQLState();
                boolean noneLeft = String.valueOf(sql.getMessage()).contains("allocating a connection");
                boolean tooLate = sql instanceof SQLTimeoutException || sql.getErrorCode() == LOCK_WAIT;
                boolean tooOften = state.equals("40001") || WANTED_AGAIN.contains(sql.getErrorCode());
                if (state.startsWith("08") || noneLeft || tooLate || tooOften) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean asksForAnotherRun(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState() == null ? "" : sql.getSQLState();
                return AGAIN.contains(sql.getErrorCode()) || state.equals("40001") || state.startsWith("08");
            }
        }
        return false;
    }
}
