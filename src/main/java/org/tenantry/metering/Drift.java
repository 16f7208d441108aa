package org.tenantry.metering;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * How far the local counts of some calls are from the provider's, in tokens: {@code signed} is the sum of local minus
 * provider, {@code absolute} that of the same without signs, {@code provider} what the provider counted in all.
 */
public record Drift(long calls, long provider, long signed, long absolute) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BASIS_POINTS = 10_000;

    /** Nothing to compare. */
    public static final Drift NONE = new Drift(0, 0, 0, 0);

    public boolean isEmpty() {
        return calls == 0;
    }

    /** Hundredths of a percent that the local counts are too high, below zero: too low. */
    public int signedBasisPoints() {
        return share(signed);
    }

    /** Hundredths of a percent by which the local counts of single calls are off. */
    public int basisPoints() {
        return share(absolute);
    }

    private int share(long tokens) {
        if (provider <= 0) {
            return 0;
        }
        var scaled = BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(BASIS_POINTS));
        var half = BigInteger.valueOf(provider / 2).multiply(BigInteger.valueOf(Long.signum(tokens)));
        return scaled.add(half)
                .divide(BigInteger.valueOf(provider))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValueExact();
    }
}
