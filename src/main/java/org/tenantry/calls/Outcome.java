package org.tenantry.calls;

import java.util.Optional;
import org.tenantry.values.TokenUsage;

/**
 * How a sent call ended: {@code ending} in the payer's terms, what the provider counted if it said so, and why it
 * failed or was cut, if it did. {@code retryAfterSeconds}: how long the provider asked to wait, 0 if it did not.
 */
public record Outcome(End ending, Optional<TokenUsage> providerUsage, Optional<String> failure, int retryAfterSeconds) {
    public Outcome(End ending, Optional<TokenUsage> providerUsage, Optional<String> failure) {
        this(ending, providerUsage, failure, 0);
    }

    /** The ways a call ends (rule 2). */
    public enum End {
        DONE,
        LENGTH,
        FILTERED,
        STOPPED,
        CUT,
        CRASHED,
        FAILED
    }
}
