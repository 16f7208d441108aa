package org.tenantry.values;

/**
 * How many tokens a call took, in disjoint buckets (rule 1.2): uncached input, input read from the provider's
 * cache, input written to that cache, and output. {@code reasoning} is a part of {@code output}, told for information.
 * No bucket is ever negative (rule 1.5).
 */
public record TokenUsage(long input, long cachedInput, long cacheWrite, long output, long reasoning) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

    public TokenUsage {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("negative usage");
        }
    }

    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, 0, 0, output, 0);
    }

    /** All tokens that went in, cached or not. */
    public long prompt() {
        return input + cachedInput + cacheWrite;
    }

    public long total() {
        return prompt() + output;
    }
}
