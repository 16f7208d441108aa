package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;

/** What can be paid, and why something else cannot. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0.01, USD, 10000000",
        "1000000, USD, 1000000000000000",
        "20.50, EUR, 20500000000",
        "100, JPY, 100000000000"
    })
    void whole_cents_up_to_a_million_can_be_paid(BigDecimal units, String currency, long nanos) {
        assertThat(Amounts.of(units, Currency.getInstance(currency))).isEqualTo(Money.of(nanos, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "0, USD, positive",
        "-5, USD, positive",
        "1000000.01, USD, huge",
        "1E+999999999, USD, huge",
        "0.001, USD, fine",
        "1E-999999999, USD, fine",
        "100.5, JPY, fine"
    })
    void everything_else_is_refused_in_its_own_words(BigDecimal units, String currency, String why) {
        assertThatThrownBy(() -> Amounts.of(units, Currency.getInstance(currency)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("payments.refusal.amount." + why);
    }

    @Test
    void nothing_typed_and_another_currency_are_refused() {
        var usd = Currency.getInstance("USD");
        assertThatThrownBy(() -> Amounts.of(null, usd)).hasMessage("payments.refusal.amount.positive");
        assertThatThrownBy(() -> Amounts.checked(Money.of(1_000_000_000, "EUR"), usd))
                .hasMessage("payments.refusal.amount.currency");
    }

    @ParameterizedTest
    @CsvSource({"20500000000, USD, 2050", "100000000000, JPY, 100", "5000000000, ISK, 500", "1234000000, KWD, 1234"})
    void stripe_counts_in_its_own_cents(long nanos, String currency, long minor) {
        assertThat(StripeMoney.minor(Money.of(nanos, currency))).isEqualTo(minor);
        assertThat(StripeMoney.of(minor, currency)).isEqualTo(Money.of(nanos, currency));
    }
}
