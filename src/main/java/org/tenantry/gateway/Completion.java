package org.tenantry.gateway;

import java.util.Optional;
import org.tenantry.values.TokenUsage;

/**
 * The end of an answer, told exactly once. {@code usage} is what the provider counted, if it said so and the numbers
 * can be read at all (never negative); {@code failure} is there for {@link Ending#FAILED} and {@link Ending#CUT}.
 */
public record Completion(Ending ending, Optional<TokenUsage> usage, Optional<ProviderFailure> failure) {}
