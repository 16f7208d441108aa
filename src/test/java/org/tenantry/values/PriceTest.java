package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Currency;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PriceTest {
    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest(name = "{0} tokens at {1} nano a million cost {2} nano")
    @CsvSource({
        "0,          2500000000,            0",
        "1000000,    2500000000,   2500000000",
        "1,          2500000000,         2500",
        "1,                   1,            1",
        "999999,              1,            1",
        "1000001,             1,            2",
        "100,          50000000,         5000",
        "3,             7000001,           22",
        "4000000000, 9000000000, 36000000000000",
    })
    void a_bucket_is_rounded_up_once(long tokens, long perMillion, long nanos) {
        assertThat(new Price(USD, perMillion, 0, 0, 0)
                        .of(TokenUsage.of(tokens, 0))
                        .nanos())
                .isEqualTo(nanos);
        assertThat(new Price(USD, 0, 0, 0, perMillion)
                        .of(TokenUsage.of(0, tokens))
                        .nanos())
                .isEqualTo(nanos);
    }

    @Test
    void a_bucket_is_exact_on_both_sides_of_what_fits_a_number() {
        for (long tokens : new long[] {0, 1, 7, 999_999, 1_000_000, 1_000_001, 9_223_372, 9_223_373, 10_000_000}) {
            for (long perMillion : new long[] {0, 1, 999_999, 1_000_001, 922_337_203_685L, 1_000_000_000_000L}) {
                var exact = BigInteger.valueOf(tokens)
                        .multiply(BigInteger.valueOf(perMillion))
                        .add(BigInteger.valueOf(999_999))
                        .divide(BigInteger.valueOf(1_000_000));
                assertThat(new Price(Currency.getInstance("USD"), perMillion, 0, 0, 0)
                                .of(TokenUsage.of(tokens, 0))
                                .nanos())
                        .as(tokens + " at " + perMillion)
                        .isEqualTo(exact.longValueExact());
            }
        }
    }

    @Test
    void the_buckets_add_up_and_reasoning_is_inside_output() {
        var price = new Price(USD, 2_000_000_000L, 500_000_000L, 2_500_000_000L, 8_000_000_000L);
        assertThat(price.of(new TokenUsage(100, 40, 10, 30, 25)))
                .isEqualTo(new Money(200_000 + 20_000 + 25_000 + 240_000, USD));
        assertThat(price.dearestInputN()).isEqualTo(2_500_000_000L);
    }

    @Test
    void a_sum_that_does_not_fit_is_an_error_and_never_wraps() {
        var dear = new Price(USD, Long.MAX_VALUE, 0, 0, Long.MAX_VALUE);
        assertThatThrownBy(() -> dear.of(TokenUsage.of(1_000_000, 1_000_000))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> dear.of(TokenUsage.of(2_000_000, 0))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void nothing_about_a_price_or_usage_is_below_zero() {
        assertThatThrownBy(() -> new Price(USD, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenUsage(1, 0, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
