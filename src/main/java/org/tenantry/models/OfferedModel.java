package org.tenantry.models;

import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/**
 * A model that is switched on and has a sell price in the asked currency now. {@code buy} is null when the operator
 * has not said what the provider takes. {@code priceVersion} names the row that both prices come from. {@code kind} is
 * the provider's wire form, {@code purpose} what the model is for.
 */
public record OfferedModel(
        ModelId id,
        String name,
        String upstreamName,
        String label,
        String provider,
        ProviderKind kind,
        String tokenizer,
        int contextTokens,
        int mostOutputTokens,
        Capabilities can,
        UUID priceVersion,
        Price sell,
        Price buy,
        int countOffset,
        ModelKind purpose) {
    /** Whether it is asked in words and answers in words. */
    public boolean converses() {
        return purpose == ModelKind.CHAT;
    }

    /** Tokens of a prompt as this model counts them: what was learnt of its counts is added (at least one is left). */
    public long adjusted(long promptTokens) {
        return Math.max(1, promptTokens + countOffset);
    }
}
