package org.tenantry.api;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.tenantry.calls.Asked;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.Route;
import org.tenantry.calls.Routes;
import org.tenantry.calls.Sound;
import org.tenantry.calls.Texts;
import org.tenantry.calls.WholeCalls;
import org.tenantry.ledger.Ledger;
import org.tenantry.repeats.Recorded;
import org.tenantry.repeats.Repeats;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.OpenedKey;
import org.tenantry.values.Money;

/** Begins and ends the calls of programs in the database: what belongs together is one transaction. */
@Stateless
public class ApiCalls {
    @Inject
    Calls calls;

    @Inject
    WholeCalls whole;

    @Inject
    Routes routes;

    @Inject
    Repeats repeats;

    @Inject
    Ledger ledger;

    /**
     * Finds the model and holds what the answer may cost; {@code once} is new for each wish, so that a transaction that the
     * database wants again holds once. {@code claim} is there for a request that its client may make again.
     */
    public HeldCall hold(OpenedKey key, Asked asked, Order order, String once, Optional<UUID> claim) {
        var caller = key.caller();
        var route = route(key, asked, order);
        var question = new Question(
                route.model(), order.lines(), order.mostOutputTokens(), once, Question.NO_HASH, null, order.manner());
        var call = calls.hold(caller, question, route, key::mayCall);
        return called(call, claim);
    }

    /** Holds what vectors of these texts cost. */
    public HeldCall hold(Caller caller, Texts texts, Optional<UUID> claim) {
        return called(whole.hold(caller, texts), claim);
    }

    /** Holds what writing down a recording costs. */
    public HeldCall hold(Caller caller, Sound sound, Optional<UUID> claim) {
        return called(whole.hold(caller, sound), claim);
    }

    private HeldCall called(HeldCall call, Optional<UUID> claim) {
        claim.ifPresent(id -> repeats.called(id, call.id()));
        return call;
    }

    private Route route(OpenedKey key, Asked asked, Order order) {
        if (asked.kind() == Asked.Kind.MODEL) {
            return Route.to(asked.model());
        }
        return routes.choose(key.caller(), asked, order.occasion())
                .among(key::mayCall)
                .orElseThrow(() -> ModelNames.unknown(order.model()));
    }

    /** Ends a call, money and what is kept of its answer in one. */
    public Receipt settle(
            HeldCall call,
            Outcome outcome,
            Calls.Spoken spoken,
            Optional<UUID> claim,
            Function<Receipt, Optional<Recorded>> answer) {
        var receipt = calls.settle(call, outcome, spoken.text(), spoken.reasoning());
        claim.ifPresent(id -> {
            if (receipt.state() == Receipt.State.PAID) {
                answer.apply(receipt).ifPresent(recorded -> repeats.keep(id, recorded));
            } else {
                repeats.forget(id);
            }
        });
        return receipt;
    }

    /** What the caller's tenant may still spend. */
    public Money free(Caller caller) {
        return ledger.wallet(caller.tenant()).free();
    }
}
