package org.tenantry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a node keeps away from a model that fails, and when it comes back to it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CircuitTest {
    private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);
    private final Circuit circuit = new Circuit(CircuitRule.USUAL, nanos::get);

    @ParameterizedTest
    @CsvSource({
        "4, 0, CLOSED",
        "5, 0, OPEN",
        "5, 5, OPEN",
        "5, 6, CLOSED",
        "6, 6, OPEN",
        "40, 60, CLOSED",
    })
    void five_failures_that_are_half_of_all_open_it(int failures, int good, Circuit.State state) {
        for (int i = 0; i < good; i++) {
            circuit.heard();
        }
        for (int i = 0; i < failures; i++) {
            circuit.failed();
        }
        assertThat(circuit.state()).isEqualTo(state);
        assertThat(circuit.waitNanos() > 0).isEqualTo(state == Circuit.State.OPEN);
    }

    @Test
    void failures_of_longer_ago_than_the_window_do_not_count() {
        for (int i = 0; i < 4; i++) {
            circuit.failed();
        }
        pass(61);
        circuit.failed();
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
        for (int i = 0; i < 4; i++) {
            pass(10);
            circuit.failed();
        }
        assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
    }

    @Test
    void one_call_tries_when_the_time_is_over_and_the_others_still_keep_away() {
        open();
        assertThat(circuit.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        pass(30);
        assertThat(circuit.waitNanos()).isZero();
        circuit.goes();
        assertThat(circuit.state()).isEqualTo(Circuit.State.HALF_OPEN);
        assertThat(circuit.waitNanos()).isPositive();
        circuit.heard();
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
        assertThat(circuit.waitNanos()).isZero();
        circuit.failed();
        assertThat(circuit.state()).as("old failures are forgotten").isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void each_try_that_fails_keeps_away_twice_as_long_but_never_longer_than_five_minutes() {
        open();
        for (long seconds : new long[] {30, 60, 120, 240, 300, 300}) {
            assertThat(circuit.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(seconds));
            pass(seconds);
            circuit.goes();
            circuit.failed();
        }
        pass(300);
        circuit.goes();
        circuit.heard();
        open();
        assertThat(circuit.waitNanos()).as("it begins anew").isEqualTo(TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void a_try_that_says_nothing_leaves_the_next_one_to_try() {
        open();
        pass(30);
        circuit.goes();
        circuit.saidNothing();
        assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.waitNanos()).isZero();
    }

    @Test
    void a_look_from_outside_lets_a_call_try_early_or_keeps_away_longer() {
        open();
        pass(20);
        circuit.looked(false);
        assertThat(circuit.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        circuit.looked(true);
        assertThat(circuit.state()).as("only a call proves it").isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.waitNanos()).isZero();
    }

    @Test
    void a_call_that_hears_something_while_it_is_open_closes_it() {
        open();
        circuit.heard();
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            circuit.failed();
        }
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
