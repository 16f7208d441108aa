package org.tenantry.models;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Price;

/**
 * What a million tokens cost as a person writes it, in units of the currency. Input and output must be there; cached
 * input and cache write cost as much as input when they are left out. Or what a minute of audio costs, and nothing else.
 */
public record PriceTag(
        BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output, BigDecimal minute) {
    /** No price is above a million units for a million tokens or a minute: a slip of the hand, not a price. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    /** By tokens. */
    public PriceTag(BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output) {
        this(input, cachedInput, cacheWrite, output, null);
    }

    /** By the minute of audio. */
    public static PriceTag perMinute(BigDecimal minute) {
        return new PriceTag(null, null, null, null, minute);
    }

    public static PriceTag of(Price price) {
        if (price.unit() == Price.Unit.AUDIO) {
            return perMinute(units(price.minuteN()));
        }
        return new PriceTag(
                units(price.inputN()), units(price.cachedInputN()), units(price.cacheWriteN()), units(price.outputN()));
    }

    /** The exact price; a part that is missing, below zero or finer than a billionth is refused (rule 1.5). */
    public Price in(Currency currency) {
        if (minute != null) {
            if (input != null || cachedInput != null || cacheWrite != null || output != null) {
                throw new InvalidInput("models.refusal.priceBoth");
            }
            return Price.perMinute(currency, nanos(minute));
        }
        if (input == null || output == null) {
            throw new InvalidInput("models.refusal.priceMissing");
        }
        return new Price(
                currency,
                nanos(input),
                nanos(cachedInput == null ? input : cachedInput),
                nanos(cacheWrite == null ? input : cacheWrite),
                nanos(output));
    }

    @Override
    public String toString() {
        return minute == null
                ? input + "/" + cachedInput + "/" + cacheWrite + "/" + output
                : minute + " a minute of audio";
    }

    public boolean isEmpty() {
        return input == null && cachedInput == null && cacheWrite == null && output == null && minute == null;
    }

    /** The same for a model of that kind: one that makes vectors says nothing, so that its output costs nothing. */
    public PriceTag of(ModelKind kind) {
        return kind == ModelKind.EMBEDDING && input != null && output == null
                ? new PriceTag(input, cachedInput, cacheWrite, BigDecimal.ZERO, minute)
                : this;
    }

    private static long nanos(BigDecimal amount) {
        if (amount.signum() < 0) {
            throw new InvalidInput("models.refusal.priceNegative");
        }
        if (amount.compareTo(MOST) > 0) {
            throw new InvalidInput("models.refusal.priceTooHigh");
        }
        if (amount.stripTrailingZeros().scale() > 9) {
            throw new InvalidInput("models.refusal.priceTooFine");
        }
        return amount.movePointRight(9).longValueExact();
    }

    private static BigDecimal units(long nanos) {
        var units = new BigDecimal(BigInteger.valueOf(nanos), 9).stripTrailingZeros();
        return units.scale() < 0 ? units.setScale(0) : units;
    }
}
