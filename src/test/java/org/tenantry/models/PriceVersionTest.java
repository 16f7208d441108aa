package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/** Which of several dated prices counts. */
class PriceVersionTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ModelId MODEL = ModelId.next();

    private final PriceVersion may = version(USD, "2026-05-01T00:00:00Z", 5);
    private final PriceVersion july = version(USD, "2026-07-01T00:00:00Z", 7);
    private final PriceVersion june = version(USD, "2026-06-01T00:00:00Z", 6);
    private final PriceVersion juneInEuro = version(EUR, "2026-06-15T00:00:00Z", 4);
    private final List<PriceVersion> all = List.of(may, july, juneInEuro, june);

    @Test
    void before_the_first_price_there_is_none() {
        assertThat(PriceVersion.valid(all, USD, Instant.parse("2026-04-30T23:59:59.999999Z")))
                .isEmpty();
    }

    @Test
    void a_price_counts_from_its_first_instant_on() {
        assertThat(PriceVersion.valid(all, USD, Instant.parse("2026-05-01T00:00:00Z")))
                .containsSame(may);
        assertThat(PriceVersion.valid(all, USD, Instant.parse("2026-05-31T23:59:59.999999Z")))
                .containsSame(may);
        assertThat(PriceVersion.valid(all, USD, Instant.parse("2026-06-01T00:00:00Z")))
                .containsSame(june);
    }

    @Test
    void the_last_price_counts_for_good() {
        assertThat(PriceVersion.valid(all, USD, Instant.parse("2031-01-01T00:00:00Z")))
                .containsSame(july);
    }

    @Test
    void another_currency_has_its_own_prices() {
        assertThat(PriceVersion.valid(all, EUR, Instant.parse("2026-06-14T00:00:00Z")))
                .isEmpty();
        assertThat(PriceVersion.valid(all, EUR, Instant.parse("2026-08-01T00:00:00Z")))
                .containsSame(juneInEuro);
    }

    private static PriceVersion version(Currency currency, String from, long units) {
        long nanos = units * 1_000_000_000L;
        var price = new Price(currency, nanos, nanos, nanos, nanos);
        return new PriceVersion(MODEL, Instant.parse(from), price, null, Instant.parse("2026-01-01T00:00:00Z"));
    }
}
