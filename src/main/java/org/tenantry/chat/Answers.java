package org.tenantry.chat;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.tenantry.values.MessageId;
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
        if (there.isPresent()) {
            em.lock(there.get(), LockModeType.PESSIMISTIC_WRITE);
            if (isAnswering(there.get())) {
                throw new StillAnswering();
            }
        } else if (draft.again().isPresent() || draft.instead().isPresent()) {
            throw new NothingToRepeat();
        }
        var versions = there.map(conversation -> Versions.of(em, conversation)).orElse(new Versions(List.of()));
        return draft.again().isPresent()
                ? again(caller, draft, there.orElseThrow(), versions)
                : ask(caller, draft, there, versions);
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

    /** A question at the end, or beside another question. */
    private Begun ask(Caller caller, Draft draft, Optional<Conversation> there, Versions versions) {
        UUID after = there.map(Conversation::leaf).orElse(null);
        if (draft.instead().isPresent()) {
            var old = said(there.orElseThrow(), draft.instead().get());
            if (old.role() != Message.Role.USER) {
                throw new NothingToRepeat();
            }
            after = old.parent();
        }
        var earlier = newestFirst(versions.path(after));
        var route = route(caller, draft, draft.text(), earlier);
        var conversation = asked(caller, draft, there, route);
        int place = versions.next();
        var question = Message.question(caller, conversation.id(), after, place, draft.text(), clock.instant());
        em.persist(question);
        return answer(
                caller,
                draft,
                new Asking(conversation, question, Optional.of(question.id()), earlier, route, place + 1));
    }

    /** The same question once more: in the place of an answer that failed and that nothing followed, else beside it. */
    private Begun again(Caller caller, Draft draft, Conversation there, Versions versions) {
        var answer = said(there, draft.again().orElseThrow());
        if (answer.role() != Message.Role.ASSISTANT) {
            throw new NothingToRepeat();
        }
        var question = em.find(Message.class, answer.parent());
        var earlier = newestFirst(versions.path(question.parent()));
        var route = route(caller, draft, question.text(), earlier);
        var conversation = asked(caller, draft, Optional.of(there), route);
        var asking = new Asking(conversation, question, Optional.empty(), earlier, route, versions.next());
        if (!answer.isFailed() || !versions.isLeaf(answer.id().value())) {
            return answer(caller, draft, asking);
        }
        var call = hold(caller, draft, asking);
        answer.again(route.model(), call.id(), clock.instant());
        conversation.show(answer.id().value());
        return Begun.now(conversation, Optional.empty(), answer, call);
    }

    /** All that an answer begins with; {@code fresh} is the question's id where it was not asked before. */
    private record Asking(
            Conversation conversation,
            Message question,
            Optional<MessageId> fresh,
            List<Message> earlier,
            Route route,
            int place) {}

    private Begun answer(Caller caller, Draft draft, Asking asking) {
        var call = hold(caller, draft, asking);
        var answer = Message.answer(
                caller,
                asking.conversation().id(),
                asking.question().id().value(),
                asking.place(),
                asking.route().model(),
                call.id(),
                clock.instant());
        em.persist(answer);
        asking.conversation().show(answer.id().value());
        return Begun.now(asking.conversation(), asking.fresh(), answer, call);
    }

    private boolean isAnswering(Conversation conversation) {
        return em.createQuery(
                                "select count(m) from Message m where m.conversation = :id and m.state = :state",
                                Long.class)
                        .setParameter("id", conversation.id().value())
                        .setParameter("state", Message.State.STREAMING)
                        .getSingleResult()
                > 0;
    }

    /** A message of this conversation. */
    private Message said(Conversation conversation, MessageId id) {
        return Optional.ofNullable(em.find(Message.class, id.value()))
                .filter(message -> message.conversation().equals(conversation.id()))
                .orElseThrow(NothingToRepeat::new);
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

    private HeldCall hold(Caller caller, Draft draft, Asking asking) {
        var model = asking.route().model();
        var lines = History.lines(
                catalogue.offered(model, caller.currency()),
                asking.earlier(),
                asking.question().text());
        return calls.hold(
                caller,
                new Question(
                        model,
                        lines,
                        0,
                        draft.requestKey(),
                        draft.hash(),
                        asking.conversation().id().value()),
                asking.route());
    }

    /** The messages of a path, the newest first, as far back as anything is ever sent. */
    private List<Message> newestFirst(List<Versions.Step> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        var ids = path.subList(Math.max(0, path.size() - MOST_HISTORY), path.size()).stream()
                .map(Versions.Step::id)
                .toList();
        return em.createQuery("select m from Message m where m.id in :ids order by m.seq desc", Message.class)
                .setParameter("ids", ids)
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
