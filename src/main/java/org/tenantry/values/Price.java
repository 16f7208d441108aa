package org.tenantry.values;

import java.math.BigInteger;
import java.util.Currency;

/**
 * What a million tokens of each bucket cost, in billionths of the currency unit. {@link #of} is the one place where
 * tokens become money.
 */
public record Price(Currency currency, long inputN, long cachedInputN, long cacheWriteN, long outputN) {
    private static final long MILLION_N = 1_000_000;
    private static final BigInteger MILLION = BigInteger.valueOf(MILLION_N);
    private static final BigInteger ROUND_UP = MILLION.subtract(BigInteger.ONE);

    public Price {
        if (inputN < 0 || cachedInputN < 0 || cacheWriteN < 0 || outputN < 0) {
            throw new IllegalArgumentException("negative price");
        }
    }

    /** The sum of the buckets, each rounded up to one nano once (rule 1.2). */
    public Money of(TokenUsage usage) {
        long nanos = bucket(usage.input(), inputN);
        nanos = Math.addExact(nanos, bucket(usage.cachedInput(), cachedInputN));
        nanos = Math.addExact(nanos, bucket(usage.cacheWrite(), cacheWriteN));
        nanos = Math.addExact(nanos, bucket(usage.output(), outputN));
        return new Money(nanos, currency);
    }

    /** The dearest way to bill one input token: what a hold reckons with before it is known what will be cached. */
    public long dearestInputN() {
        return Math.max(inputN, Math.max(cachedInputN, cacheWriteN));
    }

    private static long bucket(long tokens, long perMillion) {
        if (Math.multiplyHigh(tokens, perMillion) == 0) {
            long product = tokens * perMillion;
            if (product >= 0 && product <= Long.MAX_VALUE - (MILLION_N - 1)) {
                return (product + MILLION_N - 1) / MILLION_N;
            }
        }
        return BigInteger.valueOf(tokens)
                .multiply(BigInteger.valueOf(perMillion))
                .add(ROUND_UP)
                .divide(MILLION)
                .longValueExact();
    }
}
