package org.tenantry.calls;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tenantry.gateway.Ask;
import org.tenantry.gateway.Turn;
import org.tenantry.limits.Limits;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.CallReceipt;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Wish;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.Tokenizers;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.ModelId;
import org.tenantry.values.RequestId;

/**
 * The one way to call a model: {@link #hold} admits and sets value aside, {@link #send} speaks to the provider outside
 * any transaction, {@link #checkpoint} saves how far it came, {@link #settle} ends it once. The caller puts what it
 * keeps of the answer into the same transaction as the settlement, so that text and money are written together.
 */
@Stateless
public class Calls {
    /** What an answer is reckoned to take of the tokens of a minute when nobody said how long it may be. */
    private static final int USUAL_OUTPUT_TOKENS = 1_000;

    /** Models that a refusal points to. */
    private static final int MOST_NAMED = 3;

    @Inject
    Meter meter;

    @Inject
    Catalogue catalogue;

    @Inject
    Tenants tenants;

    @Inject
    Entitlements entitlements;

    @Inject
    Limits limits;

    @Inject
    Ways ways;

    @Inject
    Routes routes;

    @Inject
    Savings savings;

    @PersistenceContext
    EntityManager em;

    /** The call made earlier with this request key and the same body; another body is refused (rule 3.7). */
    public Optional<RequestId> asked(Caller caller, String idempotencyKey, String bodyHash) {
        return meter.asked(caller, idempotencyKey, bodyHash);
    }

    /**
     * Admits and holds (rule 3.1); joins the caller's transaction. Refuses when the tenant is suspended, the model is
     * not offered or not in its plan, cannot do what is asked, the conversation does not fit the model, a limit of
     * what may be asked in a minute or at a time is reached, a budget or the wallet has no room, or the request key was used before.
     */
    public HeldCall hold(Caller caller, Question question) {
        return hold(caller, question, Route.to(question.model()));
    }

    /** The same for a model that was found by a route, which is written down with the call. */
    public HeldCall hold(Caller caller, Question question, Route route) {
        return hold(caller, question, route, model -> true);
    }

    /** The same where only some models may answer, also when another has to take the call over. */
    public HeldCall hold(Caller caller, Question question, Route route, Predicate<ModelId> allowed) {
        tenants.mayCall(caller);
        var model = catalogue.offered(question.model(), caller.currency());
        var plan = entitlements.require(caller.tenant(), model.id(), model.label());
        routes.mayUse(caller, model);
        var fit = Fit.of(question, model, ability -> others(caller, ability));
        var counted = Tally.prompt(model, fit.lines(), fit.manner());
        long prompt = counted.tokens();
        long room = model.contextTokens() - prompt;
        if (room < 1) {
            throw new ContextTooLong(model.label(), prompt, model.contextTokens());
        }
        long wanted = question.mostOutputTokens() > 0 ? question.mostOutputTokens() : model.mostOutputTokens();
        int most = (int) Math.min(Math.min(wanted, model.mostOutputTokens()), room);
        var id = RequestId.next();
        long reckoned = prompt + (question.mostOutputTokens() > 0 ? most : Math.min(most, USUAL_OUTPUT_TOKENS));
        limits.admit(caller, plan, new Limits.Wanted(id, question.idempotencyKey(), reckoned));
        var hold = meter.hold(
                caller,
                new Wish(
                        id,
                        caller.apiKey() == null ? Wish.Origin.CHAT : Wish.Origin.API,
                        model,
                        prompt,
                        counted.exact(),
                        most,
                        question.idempotencyKey(),
                        question.bodyHash(),
                        question.conversation()));
        if (route.isDecided()) {
            routes.record(caller, hold.id(), route);
        }
        var offered = catalogue.offered(caller.currency());
        var fallbacks = Fallbacks.of(
                model,
                route,
                offered,
                other -> allowed.test(other.id())
                        && plan.map(terms -> terms.includes(other.id())).orElse(true)
                        && routes.isWanted(caller, other.id())
                        && fit.suits(question, other));
        return new HeldCall(
                hold.id(),
                model,
                fallbacks,
                fit.lines(),
                prompt,
                hold.mostOutputTokens(),
                hold.amount(),
                hold.shortened(),
                fit.manner(),
                route,
                new Tried(model, hold.mostOutputTokens()));
    }

    /** Labels of models that can do it. */
    private List<String> others(Caller caller, Ability ability) {
        return catalogue.offered(caller.currency()).stream()
                .filter(model -> model.can().has(ability) && entitlements.mayUse(caller.tenant(), model.id()))
                .limit(MOST_NAMED)
                .map(OfferedModel::label)
                .toList();
    }

    /** Reads anew what admission goes by, if it is due. To be called before the transaction that holds begins. */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public void prepare() {
        catalogue.refresh();
    }

    /**
     * Sends a held call; returns at once. As long as nothing was heard, the call may go over to another key or to one
     * of its fallbacks. Never inside a transaction.
     */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public RunningCall send(HeldCall call, Answering answering) {
        var turns = call.lines().stream()
                .map(line -> new Turn(
                        Turn.Speaker.valueOf(line.voice().name()), line.parts(), line.requests(), line.answers()))
                .toList();
        var course = ways.course(
                call,
                (endpoint, model, most, hearing) -> ways.stream(
                        endpoint,
                        new Ask(
                                model.upstreamName(),
                                turns,
                                most,
                                call.manner(),
                                model.can().reasoning()),
                        hearing),
                answering);
        course.next();
        return course;
    }

    /** Records how much has been said and extends the lease; false: the call was ended meanwhile, stop it (rule 3.6). */
    public boolean checkpoint(HeldCall call, String textSoFar, String reasoningSoFar) {
        limits.lives(call.id());
        return meter.checkpoint(call.id(), count(call, textSoFar, reasoningSoFar));
    }

    /** Ends a call exactly once; joins the caller's transaction. A second settle changes nothing and tells the same. */
    public Receipt settle(HeldCall call, Outcome outcome, String text, String reasoning) {
        var ended = meter.end(
                call.id(),
                new Meter.Ended(
                        end(outcome),
                        outcome.providerUsage().orElse(null),
                        count(call, text, reasoning)
                                + Tokenizers.text(call.answeredBy().tokenizer(), Tally.written(outcome.requests())),
                        outcome.failure().orElse(null),
                        call.tried().attempts()));
        limits.end(call.id(), ended.usage().total());
        return call.route().isDecided() ? settled(ended) : receipt(ended, Optional.empty());
    }

    /** Records of many calls at once how much has been said; tells which of them were ended meanwhile: stop those. */
    public Set<RequestId> checkpoint(Collection<Progress> all) {
        var seen = new TreeMap<RequestId, Long>(Comparator.comparing(RequestId::value));
        for (var one : all) {
            limits.lives(one.call().id());
            seen.put(
                    one.call().id(),
                    count(one.call(), one.spoken().text(), one.spoken().reasoning()));
        }
        return meter.checkpoint(seen);
    }

    /** What has been said of an answer so far. */
    public record Spoken(String text, String reasoning) {}

    /** How far a call has come. */
    public record Progress(HeldCall call, Spoken spoken) {}

    /** Calls of the chat page whose lease has run out: their server died. */
    public List<RequestId> expiredChatCalls() {
        return meter.expired(Wish.Origin.CHAT);
    }

    /** The same of calls of programs. */
    public List<RequestId> expiredApiCalls() {
        return meter.expired(Wish.Origin.API);
    }

    /** Ends an expired call from its last checkpoint, unless it turned out to be alive; joins the transaction. */
    public Optional<Receipt> settleExpired(RequestId id) {
        return meter.endExpired(id).map(this::settled);
    }

    /** Receipts of the caller's tenant, by id; ids that are not the tenant's are left out. */
    public Map<RequestId, Receipt> receipts(Caller caller, Collection<RequestId> ids) {
        var receipts = new HashMap<RequestId, Receipt>();
        var found = meter.receipts(caller, ids);
        var routed = RoutedReader.read(em, found.values());
        found.forEach((id, receipt) -> receipts.put(id, receipt(receipt, Optional.ofNullable(routed.get(id)))));
        return receipts;
    }

    /** An answer that asks for tools is whole. */
    private static CallEnd end(Outcome outcome) {
        return outcome.ending() == Outcome.End.TOOLS
                ? CallEnd.DONE
                : CallEnd.valueOf(outcome.ending().name());
    }

    private static long count(HeldCall call, String text, String reasoning) {
        return call.tried().heard(text, reasoning);
    }

    /** What was saved is written in the transaction in which it is paid. */
    private Receipt settled(CallReceipt ended) {
        savings.settled(ended);
        return receipt(
                ended, Optional.ofNullable(RoutedReader.read(em, List.of(ended)).get(ended.id())));
    }

    private static Receipt receipt(CallReceipt call, Optional<Routed> routed) {
        var state =
                call.open() ? Receipt.State.RUNNING : call.charged() ? Receipt.State.PAID : Receipt.State.NOT_CHARGED;
        return new Receipt(
                call.id(), state, call.usage(), call.charge(), call.estimated(), call.ending(), call.failure(), routed);
    }
}
