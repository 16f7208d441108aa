package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryTest {
    @ParameterizedTest
    @ValueSource(ints = {1213, 1205, 1020, 1062, 1927, 1053, 1047})
    void a_transaction_is_run_again_when_the_database_asks_for_it(int code) {
        var runs = new AtomicInteger();
        assertThat(Retry.transaction(() -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException(new SQLException("busy", "HY000", code));
                    }
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(runs).hasValue(3);
    }

    @Test
    void a_refusal_and_any_other_failure_end_it_at_once() {
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> Retry.transaction((Runnable) () -> {
                    runs.incrementAndGet();
                    throw new NotFound();
                }))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> Retry.transaction((Runnable) () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException(new SQLException("syntax", "42000", 1064));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(runs).hasValue(2);
    }

    @Test
    void five_runs_are_all() {
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> Retry.transaction((Runnable) () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException(new SQLException("gone", "08S01", 0));
                }))
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(runs).hasValue(5);
    }

    @Test
    void a_database_that_is_busy_or_out_of_reach_is_told_from_one_that_is_used_wrongly() {
        assertThat(Retry.isBusy(new IllegalStateException(new SQLException("gone", "08S01", 0))))
                .isTrue();
        assertThat(Retry.isBusy(new SQLException("Error in allocating a connection. Cause: …", null, 0)))
                .isTrue();
        assertThat(Retry.isBusy(new SQLTimeoutException("Query execution was interrupted")))
                .isTrue();
        assertThat(Retry.isBusy(new SQLException("lock wait", "HY000", 1205))).isTrue();
        assertThat(Retry.isBusy(new SQLException("deadlock", "40001", 1213))).isTrue();
        assertThat(Retry.isBusy(new SQLException("snapshot", "HY000", 1020))).isTrue();
        assertThat(Retry.isBusy(new SQLException("syntax", "42000", 1064))).isFalse();
        assertThat(Retry.isBusy(new IllegalStateException())).isFalse();
        assertThat(Retry.isBusy(null)).isFalse();
    }
}
