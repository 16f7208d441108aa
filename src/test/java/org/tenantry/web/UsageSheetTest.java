package org.tenantry.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.metering.UsageReport.Day;
import org.tenantry.metering.UsageReport.Sums;
import org.tenantry.values.Money;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsageSheetTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final DateSpan WEEK = DateSpan.of("week", "2026-11-23", MONDAY);

    @Test
    void the_dearest_day_fills_the_height_and_any_use_at_all_can_be_seen() {
        var bars =
                UsageSheet.bars(List.of(day(0, 0), day(1, 1), day(2, 500), day(3, 1000), day(4, Long.MAX_VALUE)), WEEK);

        assertThat(bars).extracting(UsageSheet.Bar::height).containsExactly(0, 2, 2, 2, 200);
        assertThat(bars).allSatisfy(bar -> assertThat(bar.y() + bar.height()).isEqualTo(200));
        assertThat(UsageSheet.bars(List.of(day(0, 250), day(1, 1000)), WEEK))
                .extracting(UsageSheet.Bar::height)
                .containsExactly(50, 200);
    }

    @Test
    void bars_stand_side_by_side_within_the_drawing() {
        var days =
                java.util.stream.IntStream.range(0, 31).mapToObj(i -> day(i, i)).toList();
        var bars = UsageSheet.bars(days, WEEK);

        for (int i = 1; i < bars.size(); i++) {
            assertThat(bars.get(i).x())
                    .isGreaterThan(bars.get(i - 1).x() + bars.get(i - 1).width());
        }
        assertThat(bars.get(30).x() + bars.get(30).width()).isLessThanOrEqualTo(1000);
        assertThat(bars).filteredOn(UsageSheet.Bar::inSpan).hasSize(7);
    }

    @Test
    void a_span_without_any_charge_has_no_bars() {
        assertThat(UsageSheet.bars(List.of(day(0, 0), day(1, 0)), WEEK))
                .extracting(UsageSheet.Bar::height)
                .containsOnly(0);
    }

    private static Day day(int later, long nanos) {
        return new Day(MONDAY.plusDays(later), new Sums(1, 1, 0, 1, Money.of(nanos, "EUR")));
    }
}
