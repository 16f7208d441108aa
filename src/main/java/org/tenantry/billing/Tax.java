package org.tenantry.billing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tenantry.values.Money;

/** A tenant's tax: its name and its rate in hundredths of a percent (1900 is 19 %), shown apart on each line (rule 7.8). */
public record Tax(String name, int rateBp) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

    /** No tax. */
    public static final Tax NONE = new Tax("", 0);

    public Tax {
        if (rateBp < 0 || rateBp > 10_000) {
            throw new IllegalArgumentException("a rate of " + rateBp + " hundredths of a percent");
        }
    }

    /** The rate in percent, with no more decimals than it has. */
    public String percent() {
        var percent = BigDecimal.valueOf(rateBp, 2).stripTrailingZeros();
        return percent.setScale(Math.max(0, percent.scale())).toPlainString();
    }

    /** The tax on an amount, half up to the currency's digits; on a credit it is as much, below zero. */
    public Money on(Money amount) {
        int digits = Math.max(0, amount.currency().getDefaultFractionDigits());
        var tax = amount.units().multiply(BigDecimal.valueOf(rateBp)).divide(WHOLE, digits, RoundingMode.HALF_UP);
        return Money.of(tax, amount.currency());
    }
}
