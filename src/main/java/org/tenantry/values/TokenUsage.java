package org.tenantry.values;

/**
 * How much a call took, in disjoint buckets (rule 1.2): uncached input, input read from the provider's cache, input
 * written to that cache, and output, all in tokens; and audio in milliseconds, which is no token. {@code reasoning} is a
 * part of {@code output}, told for information. No bucket is ever negative (rule 1.5).
 */
public record TokenUsage(long input, long cachedInput, long cacheWrite, long output, long reasoning, long audioMillis) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

    public TokenUsage {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0 || audioMillis < 0) {
            throw new IllegalArgumentException("negative usage");
        }
    }

    /** Tokens only. */
    public TokenUsage(long input, long cachedInput, long cacheWrite, long output, long reasoning) {
        this(input, cachedInput, cacheWrite, output, reasoning, 0);
    }

    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, 0, 0, output, 0);
    }

    /** So much audio, and no tokens. */
    public static TokenUsage audio(long millis) {
        return new TokenUsage(0, 0, 0, 0, 0, millis);
    }

    /** All tokens that went in, cached or not. */
    public long prompt() {
        return input + cachedInput + cacheWrite;
    }

    /** All tokens. */
    public long total() {
        return prompt() + output;
    }
}
