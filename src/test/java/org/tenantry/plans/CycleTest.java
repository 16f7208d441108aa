package org.tenantry.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.DaySpan;

/** The rhythm of periods (rule 5.2): always from the first anchor, never from a date that a short month cut. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CycleTest {
    @Test
    void an_anchor_of_the_31st_is_the_last_day_of_shorter_months_and_comes_back() {
        var anchor = LocalDate.of(2031, 1, 31);
        var starts = new ArrayList<LocalDate>();
        for (var day = anchor; day.isBefore(LocalDate.of(2033, 2, 1)); ) {
            var period = Cycle.ANNIVERSARY.at(anchor, day);
            assertThat(period.from()).isEqualTo(day);
            starts.add(day);
            day = period.to();
        }
        assertThat(starts)
                .extracting(LocalDate::toString)
                .containsExactlyElementsOf(List.of(
                        "2031-01-31",
                        "2031-02-28",
                        "2031-03-31",
                        "2031-04-30",
                        "2031-05-31",
                        "2031-06-30",
                        "2031-07-31",
                        "2031-08-31",
                        "2031-09-30",
                        "2031-10-31",
                        "2031-11-30",
                        "2031-12-31",
                        "2032-01-31",
                        "2032-02-29",
                        "2032-03-31",
                        "2032-04-30",
                        "2032-05-31",
                        "2032-06-30",
                        "2032-07-31",
                        "2032-08-31",
                        "2032-09-30",
                        "2032-10-31",
                        "2032-11-30",
                        "2032-12-31",
                        "2033-01-31"));
    }

    @ParameterizedTest
    @CsvSource({
        "2031-01-31, 2032-02-28, 2032-01-31, 2032-02-29",
        "2031-01-31, 2032-02-29, 2032-02-29, 2032-03-31",
        "2031-01-31, 2032-03-30, 2032-02-29, 2032-03-31",
        "2032-02-29, 2033-02-27, 2033-01-29, 2033-02-28",
        "2032-02-29, 2033-02-28, 2033-02-28, 2033-03-29",
        "2031-01-30, 2031-02-28, 2031-02-28, 2031-03-30",
        "2031-05-15, 2031-05-14, 2031-04-15, 2031-05-15",
        "2031-05-15, 2031-05-15, 2031-05-15, 2031-06-15",
        "2031-05-15, 2030-01-01, 2029-12-15, 2030-01-15"
    })
    void a_day_lies_in_one_period_of_its_anniversary(LocalDate anchor, LocalDate day, LocalDate from, LocalDate to) {
        assertThat(Cycle.ANNIVERSARY.at(anchor, day)).isEqualTo(new DaySpan(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "2031-01-31, 2032-02-29, 2032-02-01, 2032-03-01",
        "2031-01-31, 2031-12-31, 2031-12-01, 2032-01-01",
        "2031-01-31, 2031-01-01, 2031-01-01, 2031-02-01"
    })
    void months_of_the_calendar_know_no_anchor(LocalDate anchor, LocalDate day, LocalDate from, LocalDate to) {
        assertThat(Cycle.CALENDAR.at(anchor, day)).isEqualTo(new DaySpan(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2031-01-01", "2031-01-28", "2031-01-29", "2031-01-30", "2031-01-31", "2032-02-29"})
    void every_day_of_two_years_lies_in_the_period_that_is_asked_for_it(LocalDate anchor) {
        for (var cycle : Cycle.values()) {
            for (var day = anchor; day.isBefore(anchor.plusYears(2)); day = day.plusDays(1)) {
                var period = cycle.at(anchor, day);
                assertThat(period.contains(day)).as("%s %s", cycle, day).isTrue();
                assertThat(period.days()).isBetween(28, 31);
                assertThat(cycle.at(anchor, period.last())).isEqualTo(period);
                assertThat(cycle.at(anchor, period.to()).from()).isEqualTo(period.to());
            }
        }
    }
}
