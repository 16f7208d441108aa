package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where time can be moved, and what a clock says that was moved. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClocksTest {
    @ParameterizedTest
    @CsvSource({
        "on,   true,  true",
        "ON,   TRUE,  true",
        "on,   false, false",
        "off,  true,  false",
        "off,  false, false",
        "'',   true,  false",
        "true, true,  false",
        "on,   '',    false",
        ",     true,  false",
        "on,   ,      false"
    })
    void time_can_be_moved_only_when_it_is_asked_for_and_the_database_is_the_demos_own(
            String testClock, String embedded, boolean movable) {
        var clocks = clocks(testClock, embedded);

        assertThat(clocks.isMovable()).isEqualTo(movable);
        clocks.moveTo(Duration.ofDays(40));
        assertThat(clocks.ahead()).isEqualTo(movable ? Duration.ofDays(40) : Duration.ZERO);
    }

    @Test
    void a_clock_that_was_handed_out_before_moves_with_the_others() {
        var clocks = clocks("on", "true");
        var early = clocks.clock();
        clocks.moveTo(Duration.ofHours(36));

        var real = Clock.systemUTC().instant();
        assertThat(early.instant()).isCloseTo(real.plus(Duration.ofHours(36)), within(5, ChronoUnit.SECONDS));
        assertThat(Clocks.WALL.instant()).isCloseTo(real, within(5, ChronoUnit.SECONDS));
    }

    @Test
    void it_is_never_behind_the_real_time() {
        var clocks = clocks("on", "true");
        assertThatThrownBy(() -> clocks.moveTo(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(clocks.ahead()).isZero();
    }

    @Test
    void in_another_zone_it_is_the_same_moment() {
        var clock = new MovableClock(Clock.fixed(Instant.parse("2031-01-31T22:30:00Z"), ZoneOffset.UTC));
        clock.moveTo(Duration.ofHours(1));

        var auckland = clock.withZone(ZoneId.of("Pacific/Auckland"));
        assertThat(auckland.instant()).isEqualTo(Instant.parse("2031-01-31T23:30:00Z"));
        assertThat(auckland.getZone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        assertThat(auckland.withZone(ZoneOffset.UTC).instant()).isEqualTo(auckland.instant());
        clock.moveTo(Duration.ofHours(2));
        assertThat(auckland.instant()).isEqualTo(Instant.parse("2031-02-01T00:30:00Z"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    private static Clocks clocks(String testClock, String embedded) {
        var clocks = new Clocks();
        clocks.allow(testClock, embedded);
        return clocks;
    }
}
