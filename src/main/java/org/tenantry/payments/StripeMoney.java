package org.tenantry.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.tenantry.values.Money;

/** Stripe counts in whole cents: as many digits as the currency has, but for two where it counts digits nobody uses. */
final class StripeMoney {
    private static final Map<String, Integer> ITS_OWN_DIGITS = Map.of("ISK", 2, "UGX", 2);

    private StripeMoney() {}

    static long minor(Money amount) {
        return amount.units().movePointRight(digits(amount.currency())).longValueExact();
    }

    /** Reads cents; a currency that nobody knows throws {@link IllegalArgumentException}. */
    static Money of(long minor, String currency) {
        var known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        return Money.of(BigDecimal.valueOf(minor, digits(known)), known);
    }

    private static int digits(Currency currency) {
        return ITS_OWN_DIGITS.getOrDefault(
                currency.getCurrencyCode(), Math.max(0, currency.getDefaultFractionDigits()));
    }
}
