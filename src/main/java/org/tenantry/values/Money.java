package org.tenantry.values;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;

/**
 * An exact amount of one currency, in billionths of its unit (rule 1.1). Mixing currencies throws
 * {@link IllegalArgumentException}; an amount beyond about 9.2 billion units throws {@link ArithmeticException}.
 */
public record Money(long nanos, Currency currency) implements Comparable<Money>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Billionths in one unit of any currency. */
    public static final long NANOS_PER_UNIT = 1_000_000_000L;

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money of(long nanos, String currencyCode) {
        return new Money(nanos, Currency.getInstance(currencyCode));
    }

    /** Reads an amount in units; more than nine decimals throws {@link ArithmeticException}. */
    public static Money of(BigDecimal units, Currency currency) {
        return new Money(units.movePointRight(9).longValueExact(), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(nanos, sameCurrency(other).nanos), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(nanos, sameCurrency(other).nanos), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(nanos), currency);
    }

    /** Half up to the currency's own digits: only for an invoice line or a payment (rule 1.3). */
    public Money rounded() {
        return of(units().setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.HALF_UP), currency);
    }

    /** The exact amount in units, nine decimals. */
    public BigDecimal units() {
        return BigDecimal.valueOf(nanos, 9);
    }

    public boolean isNegative() {
        return nanos < 0;
    }

    public boolean isZero() {
        return nanos == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nanos, sameCurrency(other).nanos);
    }

    @Override
    public String toString() {
        return units().stripTrailingZeros().toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("mixed currencies: " + currency + " and " + other.currency);
        }
        return other;
    }
}
