package org.tenantry.repeats;

import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;

/**
 * The same request was made before and was paid, but its answer is not there: its server died, or it was too large to be
 * kept. Making it again changes nothing; the call tells in the request log what came of it.
 */
public class AnswerLost extends Refusal {
    private static final long serialVersionUID = 1L;

    public AnswerLost(RequestId call) {
        super(409, "repeats.refusal.lost", call.toString());
    }
}
