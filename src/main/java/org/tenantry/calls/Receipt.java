package org.tenantry.calls;

import java.util.Optional;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/**
 * What a call took and cost. While it runs {@code state} is {@link State#RUNNING} and nothing is charged yet. {@code
 * estimated}: the tokens were counted here by a tokenizer that is not exact for the model, or taken from a checkpoint.
 * {@code routed} is there where the model was not asked for by its own name.
 */
public record Receipt(
        RequestId id,
        State state,
        TokenUsage usage,
        Money charge,
        boolean estimated,
        String ending,
        String failure,
        Optional<Routed> routed) {
    /** Where a call stands, as its payer sees it. */
    public enum State {
        RUNNING,
        PAID,
        NOT_CHARGED
    }
}
