package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0.005,  USD, 0.01",
        "0.0049, USD, 0",
        "-0.005, USD, -0.01",
        "1.5,    JPY, 2",
        "1.4999, JPY, 1",
        "2.0005, KWD, 2.001",
    })
    void rounding_is_half_up_to_the_digits_of_the_currency(BigDecimal exact, String currency, BigDecimal rounded) {
        assertThat(Money.of(exact, Currency.getInstance(currency)).rounded().units())
                .isEqualByComparingTo(rounded);
    }

    @Test
    void currencies_never_mix() {
        assertThatThrownBy(() -> Money.of(1, "USD").plus(Money.of(1, "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of(1, "USD").compareTo(Money.of(1, "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_overflow_or_a_tenth_decimal_is_an_error() {
        assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "USD").plus(Money.of(1, "USD")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(new BigDecimal("0.0000000001"), Currency.getInstance("USD")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void an_id_that_is_none_looks_like_one_that_does_not_exist() {
        for (var bad : new String[] {null, "", "1", "x".repeat(36), "0-0-0-0-0"}) {
            assertThatThrownBy(() -> TenantId.of(bad)).isInstanceOf(NotFound.class);
        }
        var id = TenantId.next();
        assertThat(TenantId.of(id.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(id);
        assertThat(id.value().version()).isEqualTo(7);
    }
}
