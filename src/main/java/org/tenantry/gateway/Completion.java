package org.tenantry.gateway;

import java.util.List;
import java.util.Optional;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/**
 * The end of an answer, told exactly once. {@code usage} is what the provider counted, if it said so and the numbers
 * can be read at all (never negative); {@code failure} is there for {@link Ending#FAILED} and {@link Ending#CUT};
 * {@code requests} are the tools it asks for, whole: some for {@link Ending#TOOLS}, none where it broke off.
 */
public record Completion(
        Ending ending, Optional<TokenUsage> usage, Optional<ProviderFailure> failure, List<ToolRequest> requests) {
    public Completion {
        requests = List.copyOf(requests);
    }

    public Completion(Ending ending, Optional<TokenUsage> usage, Optional<ProviderFailure> failure) {
        this(ending, usage, failure, List.of());
    }
}
