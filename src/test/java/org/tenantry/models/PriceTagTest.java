package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Price;

/** Prices as a person writes them. */
class PriceTagTest {
    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void what_is_left_out_costs_as_much_as_input() {
        assertThat(tag("0.15", null, null, "0.60").in(USD))
                .isEqualTo(new Price(USD, 150_000_000, 150_000_000, 150_000_000, 600_000_000));
        assertThat(tag("3", "0.3", "3.75", "15").in(USD))
                .isEqualTo(new Price(USD, 3_000_000_000L, 300_000_000, 3_750_000_000L, 15_000_000_000L));
    }

    @Test
    void a_price_of_nothing_is_a_price() {
        assertThat(tag("0", "0", "0", "0").in(USD)).isEqualTo(new Price(USD, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        ", 1, models.refusal.priceMissing",
        "1, , models.refusal.priceMissing",
        "-0.000000001, 1, models.refusal.priceNegative",
        "1, -1, models.refusal.priceNegative",
        "0.0000000001, 1, models.refusal.priceTooFine",
        "1000000.000000001, 1, models.refusal.priceTooHigh",
        "1e400, 1, models.refusal.priceTooHigh",
    })
    void a_price_that_cannot_be_kept_exactly_is_refused(String input, String output, String key) {
        assertThatThrownBy(() -> tag(input, null, null, output).in(USD))
                .isInstanceOfSatisfying(
                        InvalidInput.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @Test
    void a_price_is_shown_as_it_was_written() {
        var price = tag("0.150", "0.075", null, "1000").in(USD);
        assertThat(PriceTag.of(price)).isEqualTo(tag("0.15", "0.075", "0.15", "1000"));
    }

    private static PriceTag tag(String input, String cachedInput, String cacheWrite, String output) {
        return new PriceTag(number(input), number(cachedInput), number(cacheWrite), number(output));
    }

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
