package org.tenantry.calls;

import org.tenantry.values.Refusal;

/** No model may or can answer this: says what stands in the way of the last ones, and what to do. */
public class NoModelFits extends Refusal {
    private static final long serialVersionUID = 1L;

    NoModelFits(Candidate.Obstacle why) {
        super(409, "calls.refusal.noModel." + why);
    }

    /** No model is on and has a price. */
    NoModelFits() {
        super(409, "calls.refusal.noModel");
    }
}
