package org.tenantry.calls;

import java.util.List;
import java.util.Optional;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/**
 * How a sent call ended: {@code ending} in the payer's terms, what the provider counted if it said so, and why it
 * failed or was cut, if it did. {@code requests} are the tools that the answer asks for. {@code retryAfterSeconds}: how
 * long the provider asked to wait, 0 if it did not.
 */
public record Outcome(
        End ending,
        Optional<TokenUsage> providerUsage,
        Optional<String> failure,
        List<ToolRequest> requests,
        int retryAfterSeconds) {
    public Outcome {
        requests = List.copyOf(requests);
    }

    public Outcome(End ending, Optional<TokenUsage> providerUsage, Optional<String> failure) {
        this(ending, providerUsage, failure, List.of(), 0);
    }

    /** The ways a call ends (rule 2). */
    public enum End {
        DONE,
        /** Whole, and it asks for tools; paid as {@link #DONE}. */
        TOOLS,
        LENGTH,
        FILTERED,
        STOPPED,
        CUT,
        CRASHED,
        FAILED
    }
}
