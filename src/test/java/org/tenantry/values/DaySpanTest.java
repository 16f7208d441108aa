package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole local days from one up to another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DaySpanTest {
    private static final DaySpan MAY = span("2031-05-01", "2031-06-01");

    @Test
    void the_last_day_belongs_to_it_and_the_end_does_not() {
        assertThat(MAY.days()).isEqualTo(31);
        assertThat(MAY.last()).isEqualTo("2031-05-31");
        assertThat(MAY.contains(LocalDate.parse("2031-05-01"))).isTrue();
        assertThat(MAY.contains(LocalDate.parse("2031-05-31"))).isTrue();
        assertThat(MAY.contains(LocalDate.parse("2031-06-01"))).isFalse();
        assertThat(MAY.contains(LocalDate.parse("2031-04-30"))).isFalse();
    }

    @Test
    void the_part_from_a_day_on_has_that_day_in_it_and_never_begins_earlier() {
        assertThat(MAY.since(LocalDate.parse("2031-05-11"))).isEqualTo(span("2031-05-11", "2031-06-01"));
        assertThat(MAY.since(LocalDate.parse("2031-05-31")).days()).isOne();
        assertThat(MAY.since(LocalDate.parse("2031-01-01"))).isEqualTo(MAY);
        assertThatThrownBy(() -> MAY.since(LocalDate.parse("2031-06-01"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_day_is_no_span() {
        assertThatThrownBy(() -> span("2031-05-01", "2031-05-01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> span("2031-05-02", "2031-05-01")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Clocks go forward at midnight itself in Cairo, and by an hour in the day in Berlin. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29, Europe/Berlin, 2026-03-28T23:00:00Z, 23",
        "2026-10-25, Europe/Berlin, 2026-10-24T22:00:00Z, 25",
        "2026-04-24, Africa/Cairo, 2026-04-23T22:00:00Z, 23",
        "2026-06-01, Asia/Shanghai, 2026-05-31T16:00:00Z, 24"
    })
    void a_day_is_a_day_whatever_its_hours(LocalDate day, String zone, String start, int hours) {
        var span = new DaySpan(day, day.plusDays(1));
        assertThat(span.days()).isOne();
        assertThat(span.startsAt(ZoneId.of(zone))).isEqualTo(start);
        assertThat(Duration.between(span.startsAt(ZoneId.of(zone)), span.endsAt(ZoneId.of(zone))))
                .isEqualTo(Duration.ofHours(hours));
    }

    private static DaySpan span(String from, String to) {
        return new DaySpan(LocalDate.parse(from), LocalDate.parse(to));
    }
}
