package org.tenantry.calls;

import org.tenantry.values.Refusal;

/** The conversation is longer than the model can take: shorten it, start a new one, or choose another model. */
public class ContextTooLong extends Refusal {
    private static final long serialVersionUID = 1L;

    public ContextTooLong(String model, long promptTokens, int contextTokens) {
        super(400, "calls.refusal.contextTooLong", model, promptTokens, contextTokens);
    }
}
