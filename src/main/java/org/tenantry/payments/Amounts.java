package org.tenantry.payments;

import java.math.BigDecimal;
import java.util.Currency;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;

/** What can be paid at once: above zero, no finer than the currency's own digits, at most a million units. */
public final class Amounts {
    static final BigDecimal MOST_UNITS = BigDecimal.valueOf(1_000_000);

    private Amounts() {}

    /** The amount as it was typed; each way in which it cannot be paid is refused in its own words. */
    public static Money of(BigDecimal units, Currency currency) {
        if (units == null || units.signum() <= 0) {
            throw new InvalidInput("payments.refusal.amount.positive");
        }
        if (units.compareTo(MOST_UNITS) > 0) {
            throw new InvalidInput("payments.refusal.amount.huge", MOST_UNITS.longValue(), currency.getCurrencyCode());
        }
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        if (units.stripTrailingZeros().scale() > digits) {
            throw new InvalidInput("payments.refusal.amount.fine", currency.getCurrencyCode(), digits);
        }
        return Money.of(units, currency);
    }

    /** Checks an amount that is money already, and that it is money of this currency. */
    static Money checked(Money amount, Currency currency) {
        if (!amount.currency().equals(currency)) {
            throw new InvalidInput(
                    "payments.refusal.amount.currency",
                    currency.getCurrencyCode(),
                    amount.currency().getCurrencyCode());
        }
        return of(amount.units(), currency);
    }
}
