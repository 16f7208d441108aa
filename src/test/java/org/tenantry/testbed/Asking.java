package org.tenantry.testbed;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import org.tenantry.calls.Asked;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Occasion;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.Routes;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;

/** Routes and holds a question in one transaction and settles it in another, as the chat does, without a provider. */
@Stateless
public class Asking {
    private static final String HASH = "0".repeat(64);
    private static final int MOST_OUTPUT = 100;

    @Inject
    Calls calls;

    @Inject
    Routes routes;

    public HeldCall hold(Caller caller, Asked asked, String text) {
        var route = routes.choose(caller, asked, new Occasion(text, 1, 0, false, false));
        var lines = List.of(new Question.Line(Question.Voice.USER, text));
        return calls.hold(
                caller,
                new Question(route.model(), lines, MOST_OUTPUT, Ids.next().toString(), HASH, null),
                route);
    }

    public Receipt settle(HeldCall call, Outcome outcome) {
        return calls.settle(call, outcome, "x", "");
    }
}
