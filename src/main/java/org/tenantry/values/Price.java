package org.tenantry.values;

import java.math.BigInteger;
import java.util.Currency;

/**
 * What a million tokens of each bucket cost, in billionths of the currency unit, or else what a minute of audio does. {@link
 * #of} is the one place where tokens and minutes become money.
 */
public record Price(
        Currency currency, Unit unit, long inputN, long cachedInputN, long cacheWriteN, long outputN, long minuteN) {
    private static final long MILLION = 1_000_000;
    private static final long MINUTE_MILLIS = 60_000;

    /** What is counted. */
    public enum Unit {
        /** Tokens of each bucket. */
        TOKENS,
        /** The time that a recording takes. */
        AUDIO
    }

    public Price {
        if (inputN < 0 || cachedInputN < 0 || cacheWriteN < 0 || outputN < 0 || minuteN < 0) {
            throw new IllegalArgumentException("negative price");
        }
        if (unit == Unit.TOKENS ? minuteN != 0 : (inputN | cachedInputN | cacheWriteN | outputN) != 0) {
            throw new IllegalArgumentException("a price asks by tokens or by the minute");
        }
    }

    /** By tokens. */
    public Price(Currency currency, long inputN, long cachedInputN, long cacheWriteN, long outputN) {
        this(currency, Unit.TOKENS, inputN, cachedInputN, cacheWriteN, outputN, 0);
    }

    /** By the minute of audio. */
    public static Price perMinute(Currency currency, long minuteN) {
        return new Price(currency, Unit.AUDIO, 0, 0, 0, 0, minuteN);
    }

    /** The sum of the buckets, each rounded up to one nano once (rule 1.2); audio by the millisecond. */
    public Money of(TokenUsage usage) {
        long nanos = bucket(usage.input(), inputN, MILLION);
        nanos = Math.addExact(nanos, bucket(usage.cachedInput(), cachedInputN, MILLION));
        nanos = Math.addExact(nanos, bucket(usage.cacheWrite(), cacheWriteN, MILLION));
        nanos = Math.addExact(nanos, bucket(usage.output(), outputN, MILLION));
        nanos = Math.addExact(nanos, bucket(usage.audioMillis(), minuteN, MINUTE_MILLIS));
        return new Money(nanos, currency);
    }

    /** The dearest way to bill one input token: what a hold reckons with before it is known what will be cached. */
    public long dearestInputN() {
        return Math.max(inputN, Math.max(cachedInputN, cacheWriteN));
    }

    private static long bucket(long quantity, long price, long per) {
        if (Math.multiplyHigh(quantity, price) == 0) {
            long product = quantity * price;
            if (product >= 0 && product <= Long.MAX_VALUE - (per - 1)) {
                return (product + per - 1) / per;
            }
        }
        return BigInteger.valueOf(quantity)
                .multiply(BigInteger.valueOf(price))
                .add(BigInteger.valueOf(per - 1))
                .divide(BigInteger.valueOf(per))
                .longValueExact();
    }
}
