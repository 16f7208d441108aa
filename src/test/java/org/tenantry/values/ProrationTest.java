package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of prices and allowances by whole local days (rules 6.2, 6.3 and 6.5). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProrationTest {
    @ParameterizedTest
    @CsvSource({
        // price, currency, from day, period, days, share
        "50,   USD, 2031-08-10, 2031-08-01, 2031-09-01, 22, 35.48",
        "20,   USD, 2031-05-11, 2031-05-01, 2031-06-01, 21, 13.55",
        "40,   USD, 2031-05-11, 2031-05-01, 2031-06-01, 21, 27.10",
        "50,   USD, 2031-08-01, 2031-08-01, 2031-09-01, 31, 50",
        "50,   USD, 2031-08-31, 2031-08-01, 2031-09-01, 1,  1.61",
        "29,   EUR, 2032-02-29, 2032-02-01, 2032-03-01, 1,  1",
        "5000, JPY, 2031-08-10, 2031-08-01, 2031-09-01, 22, 3548",
        "10,   KWD, 2031-08-10, 2031-08-01, 2031-09-01, 22, 7.097",
        "0,    USD, 2031-08-10, 2031-08-01, 2031-09-01, 22, 0"
    })
    void a_price_is_shared_by_days_half_up_to_the_digits_of_its_currency(
            BigDecimal price,
            String currency,
            LocalDate day,
            LocalDate from,
            LocalDate to,
            int days,
            BigDecimal share) {
        var part = Proration.since(day, new DaySpan(from, to));
        assertThat(part.days()).isEqualTo(days);
        assertThat(part.price(money(price, currency))).isEqualTo(money(share, currency));
    }

    @Test
    void an_upgrade_gives_back_the_days_left_and_asks_for_the_same_days() {
        var left = Proration.since(
                LocalDate.parse("2031-05-11"),
                new DaySpan(LocalDate.parse("2031-05-01"), LocalDate.parse("2031-06-01")));
        var credit = left.price(usd("20")).negated();
        var charge = left.price(usd("40"));
        assertThat(credit).isEqualTo(usd("-13.55"));
        assertThat(charge).isEqualTo(usd("27.10"));
        assertThat(charge.plus(credit)).isEqualTo(usd("13.55"));
    }

    @ParameterizedTest
    @CsvSource({"10, 22, 31, 7.096774194", "10, 31, 31, 10", "10, 0,  31, 0", "0.000000001, 1, 31, 0.000000001"})
    void an_allowance_is_rounded_up_to_the_last_billionth(BigDecimal whole, int days, int of, BigDecimal share) {
        assertThat(new Proration(days, of).allowance(money(whole, "USD"))).isEqualTo(money(share, "USD"));
    }

    @Test
    void an_allowance_that_changes_is_rounded_up_once() {
        assertThat(new Proration(21, 31).allowance(usd("10"), usd("30"))).isEqualTo(usd("23.548387097"));
        assertThat(new Proration(21, 31).allowance(usd("10"), usd("10"))).isEqualTo(usd("10"));
        assertThat(new Proration(0, 31).allowance(usd("10"), usd("30"))).isEqualTo(usd("10"));
        assertThatThrownBy(() -> new Proration(1, 31).allowance(usd("10"), money(BigDecimal.TEN, "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1, 31", "32, 31", "0, 0", "1, -1"})
    void there_are_no_such_days(int days, int of) {
        assertThatThrownBy(() -> new Proration(days, of)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parts_never_exceed_the_whole_and_two_parts_make_it_again_to_the_last_digit() {
        var random = new SplittableRandom(20_310_810);
        for (int i = 0; i < 20_000; i++) {
            int of = random.nextInt(28, 32);
            int days = random.nextInt(0, of + 1);
            var whole = new Money(random.nextLong(0, 100_000_000_000L) * 10_000_000L, Currency.getInstance("USD"));
            var part = new Proration(days, of).price(whole);
            var rest = new Proration(of - days, of).price(whole);
            assertThat(part.isNegative()).isFalse();
            assertThat(part).isLessThanOrEqualTo(whole).isEqualTo(part.rounded());
            assertThat(Math.abs(part.plus(rest).minus(whole).nanos()))
                    .as("%s: %d of %d", whole, days, of)
                    .isLessThanOrEqualTo(10_000_000L);
        }
    }

    @Test
    void more_days_are_never_less_and_an_allowance_lies_between_before_and_after() {
        var random = new SplittableRandom(65);
        for (int i = 0; i < 20_000; i++) {
            int of = random.nextInt(28, 32);
            int days = random.nextInt(0, of);
            var before = usdNanos(random.nextLong(0, 1_000_000_000_000_000_000L));
            var after = usdNanos(random.nextLong(before.nanos(), 1_000_000_000_000_000_000L));
            var fewer = new Proration(days, of);
            var more = new Proration(days + 1, of);
            assertThat(fewer.price(before)).isLessThanOrEqualTo(more.price(before));
            assertThat(fewer.allowance(before))
                    .isLessThanOrEqualTo(more.allowance(before))
                    .isLessThanOrEqualTo(before);
            assertThat(fewer.allowance(before, after)).isBetween(before, after);
            assertThat(fewer.allowance(before, after)).isLessThanOrEqualTo(more.allowance(before, after));
        }
    }

    private static Money usd(String units) {
        return money(new BigDecimal(units), "USD");
    }

    private static Money usdNanos(long nanos) {
        return new Money(nanos, Currency.getInstance("USD"));
    }

    private static Money money(BigDecimal units, String currency) {
        return Money.of(units, Currency.getInstance(currency));
    }
}
