package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiguresTest {
    private static final Instant NIGHT = Instant.parse("2026-11-23T16:05:09.123Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            en    | EUR |           0 | €0.00
            en    | EUR |           1 | €0.000000001
            en    | EUR |  1234567890 | €1.23456789
            en    | EUR | -1500000000 | -€1.50
            en    | USD |  9223372036854775807 | $9,223,372,036.854775807
            en    | JPY |  2000000000 | ¥2
            en    | JPY |  2500000000 | ¥2.5
            en    | CNY |     1234000 | CN¥0.001234
            zh-CN | CNY |     1234000 | ¥0.001234
            zh-CN | USD | 12345678901 | US$12.345678901
            """)
    void money_is_shown_to_its_last_nano(String locale, String currency, long nanos, String shown) {
        assertThat(figures(locale).money(Money.of(nanos, currency))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            en    | EUR | 99987654321 | €99.9877
            en    | EUR |     1234567 | €0.00123457
            en    | EUR | 123456789000000000 | €123,457,000.00
            zh-CN | CNY |  5000000000 | ¥5.00
            """)
    void money_in_brief_keeps_six_digits_that_count(String locale, String currency, long nanos, String shown) {
        assertThat(figures(locale).brief(Money.of(nanos, currency))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            en    |       0 | 0         | 0
            en    |     999 | 999       | 999
            en    | 1250000 | 1,250,000 | 1.2M
            en    | 1999999 | 1,999,999 | 1.9M
            zh-CN | 1235999 | 1,235,999 | 123.5万
            """)
    void numbers_are_set_apart_or_shortened_but_never_rounded_up(
            String locale, long number, String full, String brief) {
        assertThat(figures(locale).number(number)).isEqualTo(full);
        assertThat(figures(locale).compact(number)).isEqualTo(brief);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            en    | 12.5            | 12.5
            en    | ' 1,234,567.89 '| 1234567.89
            en    | 0.000000001     | 0.000000001
            de-AT | 12,5            | 12.5
            zh-CN | 12.5            | 12.5
            """)
    void numbers_are_read_as_they_are_written(String locale, String typed, BigDecimal read) {
        assertThat(figures(locale).read(typed)).isEqualByComparingTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12x", "1 2", "12.5.1", "NaN", "--1"})
    void what_is_no_number_is_refused(String typed) {
        assertThatThrownBy(() -> figures("en").read(typed)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void moments_are_shown_in_the_zone_of_the_tenant() {
        var vienna = new Figures(Locale.ENGLISH, ZoneId.of("Europe/Vienna"));
        var shanghai = new Figures(Locale.CHINA, ZoneId.of("Asia/Shanghai"));

        assertThat(vienna.date(NIGHT)).isEqualTo("Nov 23, 2026");
        assertThat(vienna.time(NIGHT)).isEqualTo("Nov 23, 2026 17:05");
        assertThat(vienna.iso(NIGHT)).isEqualTo("2026-11-23T17:05:09+01:00");
        assertThat(shanghai.date(NIGHT)).isEqualTo("2026年11月24日");
        assertThat(shanghai.time(NIGHT)).isEqualTo("2026年11月24日 00:05");
        assertThat(shanghai.day(LocalDate.of(2026, 2, 1))).isEqualTo("2026年2月1日");
    }

    private static Figures figures(String locale) {
        return new Figures(Locale.forLanguageTag(locale), ZoneId.of("UTC"));
    }
}
