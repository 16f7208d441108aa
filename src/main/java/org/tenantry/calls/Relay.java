package org.tenantry.calls;

import org.tenantry.gateway.Completion;
import org.tenantry.gateway.Delta;
import org.tenantry.gateway.Hearing;

/** Puts what the gateway hears into the payer's terms. */
record Relay(Answering answering) implements Hearing {
    @Override
    public void heard(Delta delta) {
        answering.heard(delta.text(), delta.reasoning());
    }

    @Override
    public void ended(Completion completion) {
        answering.ended(new Outcome(
                Outcome.End.valueOf(completion.ending().name()),
                completion.usage(),
                completion.failure().map(failure -> failure.kind().name()),
                completion.requests()));
    }
}
