package org.tenantry.chat;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tenantry.calls.Asked;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Occasion;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.Route;
import org.tenantry.calls.Routes;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.NotFound;
import org.tenantry.values.RequestId;

/**
 * Begins, keeps and ends answers in the database. Each method is one transaction in which the text and the money of an
 * answer change together.
 */
@Stateless
public class Answers {
    /** Longer ago than this many messages nothing is sent to a model. */
    private static final int MOST_HISTORY = 400;

    @PersistenceContext
    EntityManager em;

    @Inject
    Calls calls;

    @Inject
    Routes routes;

    @Inject
    Catalogue catalogue;

    @Inject
    Clock clock;

    /**
     * Writes the question and an empty answer down and holds its price. A draft that was begun before is not begun
     * again: it tells the same answer, without a call to send.
     */
    public Begun begin(Caller caller, Draft draft) {
        var earlier = begunBefore(caller, draft);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var there =
                draft.conversation().map(id -> Conversation.find(em, caller, id).orElseThrow(NotFound::new));
        List<Message> said = List.of();
        if (there.isPresent()) {
            em.lock(there.get(), LockModeType.PESSIMISTIC_WRITE);
            said = newestFirst(there.get());
            if (said.stream().anyMatch(Message::isStreaming)) {
                throw new StillAnswering();
            }
        }
        return draft.again().isPresent() ? again(caller, draft, there, said) : ask(caller, draft, there, said);
    }

    /** The answer that this draft began before. */
    public Optional<Begun> begunBefore(Caller caller, Draft draft) {
        return calls.asked(caller, draft.requestKey(), draft.hash()).map(call -> {
            var answer = byCall(call).orElseThrow(NotFound::new);
            return Begun.before(conversation(caller, answer), answer);
        });
    }

    /** Saves what has been said so far, text and count; false: the call was ended meanwhile, stop it. */
    public boolean keep(HeldCall call, String text, String reasoning) {
        if (!calls.checkpoint(call, text, reasoning)) {
            return false;
        }
        byCall(call.id()).filter(Message::isStreaming).ifPresent(answer -> {
            answer.keep(text, reasoning);
            answer.answeredBy(call.answeredBy().id());
        });
        return true;
    }

    /** Ends an answer, text and money in one; if it was ended meanwhile, tells how. */
    public Finished finish(HeldCall call, Outcome outcome, Said said) {
        var receipt = calls.settle(call, outcome, said.text(), said.reasoning());
        var answer = byCall(call.id()).orElseThrow(NotFound::new);
        if (answer.isStreaming()) {
            answer.keep(said.text(), said.reasoning());
            if (outcome.ending() != Outcome.End.FAILED) {
                answer.answeredBy(call.answeredBy().id());
            }
            answer.end(state(outcome), reason(outcome), said.html(), clock.instant());
        }
        var model = answer.isFailed() ? call.model() : call.answeredBy();
        return new Finished(answer.state(), answer.failure(), receipt, model.label(), outcome.retryAfterSeconds());
    }

    /** Ends an answer whose server died, from what was kept of it; nothing if it turned out to be alive. */
    public void interrupted(RequestId call) {
        calls.settleExpired(call).ifPresent(receipt -> byCall(call).ifPresent(answer -> {
            boolean paid = receipt.state() == Receipt.State.PAID;
            var html = paid ? Markdown.answer(answer.text()) : "";
            answer.end(paid ? Message.State.CUT : Message.State.FAILED, "INTERRUPTED", html, clock.instant());
        }));
    }

    private Begun ask(Caller caller, Draft draft, Optional<Conversation> there, List<Message> said) {
        return add(caller, draft, there, said.isEmpty() ? 0 : said.get(0).seq(), draft.text(), said);
    }

    /**
     * The last answer failed and nobody paid for it: its question is asked again and it is written in its place. One that
     * a stronger model shall better stays, and its question is asked again after it, as if it had not been asked before.
     */
    private Begun again(Caller caller, Draft draft, Optional<Conversation> there, List<Message> said) {
        var last = draft.again().orElseThrow();
        if (said.size() < 2 || !said.get(0).id().equals(last)) {
            throw new NothingToRepeat();
        }
        var answer = said.get(0);
        var question = said.get(1).text();
        var earlier = said.subList(2, said.size());
        if (!answer.isFailed()) {
            if (draft.asked().kind() != Asked.Kind.STRONGEST) {
                throw new NothingToRepeat();
            }
            return add(caller, draft, there, answer.seq(), question, earlier);
        }
        var route = route(caller, draft, question, earlier);
        var conversation = asked(caller, draft, there, route);
        var call = hold(caller, draft, conversation, earlier, question, route);
        answer.again(route.model(), call.id(), clock.instant());
        return Begun.now(conversation, Optional.empty(), answer, call);
    }

    private Begun add(
            Caller caller, Draft draft, Optional<Conversation> there, int after, String text, List<Message> earlier) {
        var route = route(caller, draft, text, earlier);
        var conversation = asked(caller, draft, there, route);
        var question = Message.question(caller, conversation.id(), after + 1, text, clock.instant());
        var call = hold(caller, draft, conversation, earlier, text, route);
        var answer =
                Message.answer(caller, conversation.id(), after + 2, route.model(), call.id(), question.createdAt());
        em.persist(question);
        em.persist(answer);
        return Begun.now(conversation, Optional.of(question.id()), answer, call);
    }

    /** The conversation that was there, or the new one that the question begins. */
    private Conversation asked(Caller caller, Draft draft, Optional<Conversation> there, Route route) {
        var now = clock.instant();
        if (there.isPresent()) {
            there.get().asked(route.model(), draft.asked(), now);
            return there.get();
        }
        var fresh = new Conversation(caller, route.model(), draft.asked(), draft.text(), now);
        em.persist(fresh);
        return fresh;
    }

    private Route route(Caller caller, Draft draft, String question, List<Message> earlier) {
        if (draft.asked().kind() == Asked.Kind.MODEL) {
            return Route.to(draft.asked().model());
        }
        return routes.choose(
                caller,
                draft.asked(),
                new Occasion(question, earlier.size() / 2 + 1, History.about(earlier, question), false, false));
    }

    private HeldCall hold(
            Caller caller,
            Draft draft,
            Conversation conversation,
            List<Message> earlier,
            String question,
            Route route) {
        var lines = History.lines(catalogue.offered(route.model(), caller.currency()), earlier, question);
        return calls.hold(
                caller,
                new Question(
                        route.model(),
                        lines,
                        0,
                        draft.requestKey(),
                        draft.hash(),
                        conversation.id().value()),
                route);
    }

    private List<Message> newestFirst(Conversation conversation) {
        return em.createQuery("select m from Message m where m.conversation = :id order by m.seq desc", Message.class)
                .setParameter("id", conversation.id().value())
                .setMaxResults(MOST_HISTORY)
                .getResultList();
    }

    private Conversation conversation(Caller caller, Message answer) {
        return Conversation.find(em, caller, answer.conversation()).orElseThrow(NotFound::new);
    }

    private Optional<Message> byCall(RequestId call) {
        return em.createQuery("select m from Message m where m.call = :call", Message.class)
                .setParameter("call", call.value())
                .getResultStream()
                .findFirst();
    }

    private static Message.State state(Outcome outcome) {
        return switch (outcome.ending()) {
            case DONE, TOOLS, LENGTH, FILTERED -> Message.State.DONE;
            case STOPPED -> Message.State.STOPPED;
            case CUT, CRASHED -> Message.State.CUT;
            case FAILED -> Message.State.FAILED;
        };
    }

    private static String reason(Outcome outcome) {
        return switch (outcome.ending()) {
            case DONE, TOOLS, STOPPED -> "";
            case LENGTH, FILTERED -> outcome.ending().name();
            case CUT, CRASHED, FAILED -> outcome.failure().orElse("PROVIDER_ERROR");
        };
    }
}
