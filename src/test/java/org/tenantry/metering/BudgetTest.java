package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.Ids;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BudgetTest {
    @ParameterizedTest(name = "{0} in {1}: the {2} starts on {3} and ends {4}")
    @CsvSource({
        "2026-11-24T10:00:00Z, Asia/Shanghai,       DAY,   2026-11-24, 2026-11-24T16:00:00Z",
        "2026-11-24T16:00:00Z, Asia/Shanghai,       DAY,   2026-11-25, 2026-11-25T16:00:00Z",
        "2026-11-22T23:59:59Z, UTC,                 WEEK,  2026-11-16, 2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00Z, UTC,                 WEEK,  2026-11-23, 2026-11-30T00:00:00Z",
        "2026-03-29T12:00:00Z, Europe/Berlin,       DAY,   2026-03-29, 2026-03-29T22:00:00Z",
        "2026-11-01T06:30:00Z, America/Los_Angeles, MONTH, 2026-10-01, 2026-11-01T07:00:00Z",
        "2024-02-29T12:00:00Z, UTC,                 MONTH, 2024-02-01, 2024-03-01T00:00:00Z",
    })
    void a_span_is_local(Instant at, ZoneId zone, Budget.Span span, LocalDate startsOn, Instant end) {
        assertThat(span.startsOn(at, zone)).isEqualTo(startsOn);
        assertThat(span.endsAfter(startsOn, zone)).isEqualTo(end);
    }

    @Test
    void the_share_counts_what_is_held_too_and_never_overflows() {
        assertThat(budget(Optional.empty(), Optional.of(200L), 50, 50).percent())
                .isEqualTo(50);
        assertThat(budget(Optional.of(100L), Optional.empty(), 250, 0).percent())
                .isEqualTo(250);
        assertThat(budget(Optional.of(1L), Optional.empty(), Long.MAX_VALUE / 2, 0)
                        .percent())
                .isEqualTo(999);
        assertThat(budget(Optional.of(100L), Optional.of(200L), 100, 0).softReached())
                .isTrue();
        assertThat(budget(Optional.of(100L), Optional.of(200L), 99, 50).softReached())
                .isFalse();
    }

    private static Budget budget(Optional<Long> soft, Optional<Long> hard, long used, long held) {
        return new Budget(Ids.next(), Optional.empty(), Budget.Unit.TOKENS, Budget.Span.DAY, soft, hard, used, held);
    }
}
