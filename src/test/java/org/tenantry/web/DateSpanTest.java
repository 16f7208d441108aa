package org.tenantry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.InvalidInput;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DateSpanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @CsvSource({
        "day,   2026-11-24, 2026-11-24, 2026-11-24, false",
        "day,   2026-03-01, 2026-03-01, 2026-03-01, true",
        "week,  2026-11-24, 2026-11-23, 2026-11-29, false",
        "week,  2026-01-01, 2025-12-29, 2026-01-04, true",
        "month, 2026-11-30, 2026-11-01, 2026-11-30, false",
        "month, 2024-02-10, 2024-02-01, 2024-02-29, true",
    })
    void a_span_holds_its_day_and_moves_by_itself(
            String kind, String at, LocalDate first, LocalDate last, boolean hasAfter) {
        var span = DateSpan.of(kind, at, TODAY);

        assertThat(span.first()).isEqualTo(first);
        assertThat(span.last()).isEqualTo(last);
        assertThat(span.hasAfter()).isEqualTo(hasAfter);
        assertThat(DateSpan.of(kind, span.before().toString(), TODAY).last()).isEqualTo(first.minusDays(1));
        assertThat(DateSpan.of(kind, span.after().toString(), TODAY).first()).isEqualTo(last.plusDays(1));
    }

    @Test
    void without_an_address_it_is_this_month() {
        assertThat(DateSpan.of(null, null, TODAY)).isEqualTo(DateSpan.of("month", "2026-11-01", TODAY));
    }

    @ParameterizedTest
    @CsvSource({"year, 2026-11-24", "day, 24.11.2026", "day, 2026-02-30", "month, 1999-12-31", "week, +999999999-12-31"
    })
    void anything_else_is_refused(String kind, String at) {
        assertThatThrownBy(() -> DateSpan.of(kind, at, TODAY)).isInstanceOf(InvalidInput.class);
    }
}
