package org.tenantry.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;

/** Shares of a price or an allowance by whole local days (rules 6.2 and 6.5): {@code days} of {@code of}. */
public record Proration(int days, int of) {
    public Proration {
        if (of <= 0 || days < 0 || days > of) {
            throw new IllegalArgumentException(days + " of " + of + " days");
        }
    }

    /** The days of {@code period} from {@code day} on, that day included. */
    public static Proration since(LocalDate day, DaySpan period) {
        return new Proration(period.since(day).days(), period.days());
    }

    /** The share of a price, half up to the currency's own digits: what an invoice line says (rule 1.3). */
    public Money price(Money whole) {
        int digits = Math.max(0, whole.currency().getDefaultFractionDigits());
        var share = whole.units()
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(of), digits, RoundingMode.HALF_UP);
        return Money.of(share, whole.currency());
    }

    /** The share of an allowance, rounded up to the last nano (rule 6.5). */
    public Money allowance(Money whole) {
        return new Money(ceil(BigInteger.valueOf(whole.nanos()).multiply(BigInteger.valueOf(days))), whole.currency());
    }

    /** {@code before × (of − days) ÷ of + after × days ÷ of}, rounded up once: the allowance of a period in which it changes. */
    public Money allowance(Money before, Money after) {
        if (!before.currency().equals(after.currency())) {
            throw new IllegalArgumentException("mixed currencies");
        }
        var sum = BigInteger.valueOf(before.nanos())
                .multiply(BigInteger.valueOf(of - days))
                .add(BigInteger.valueOf(after.nanos()).multiply(BigInteger.valueOf(days)));
        return new Money(ceil(sum), before.currency());
    }

    private long ceil(BigInteger dividend) {
        return dividend.add(BigInteger.valueOf(of - 1L))
                .divide(BigInteger.valueOf(of))
                .longValueExact();
    }
}
