package org.tenantry.chat;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.calls.Receipt;
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
        var now = clock.instant();
        var conversation = draft.conversation()
                .map(id -> Conversation.find(em, caller, id).orElseThrow(NotFound::new))
                .orElseGet(() -> new Conversation(caller, draft.model(), draft.text(), now));
        List<Message> said = List.of();
        if (draft.conversation().isPresent()) {
            em.lock(conversation, LockModeType.PESSIMISTIC_WRITE);
            said = newestFirst(conversation);
            if (said.stream().anyMatch(Message::isStreaming)) {
                throw new StillAnswering();
            }
            conversation.asked(draft.model(), now);
        } else {
            em.persist(conversation);
        }
        return draft.again().isPresent()
                ? again(caller, draft, conversation, said)
                : ask(caller, draft, conversation, said);
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
        byCall(call.id()).filter(Message::isStreaming).ifPresent(answer -> answer.keep(text, reasoning));
        return true;
    }

    /** Ends an answer, text and money in one; if it was ended meanwhile, tells how. */
    public Finished finish(HeldCall call, Outcome outcome, Said said) {
        var receipt = calls.settle(call, outcome, said.text(), said.reasoning());
        var answer = byCall(call.id()).orElseThrow(NotFound::new);
        if (answer.isStreaming()) {
            answer.keep(said.text(), said.reasoning());
            answer.end(state(outcome), reason(outcome), said.html(), clock.instant());
        }
        return new Finished(answer.state(), answer.failure(), receipt);
    }

    /** Ends an answer whose server died, from what was kept of it; nothing if it turned out to be alive. */
    public void interrupted(RequestId call) {
        calls.settleExpired(call).ifPresent(receipt -> byCall(call).ifPresent(answer -> {
            boolean paid = receipt.state() == Receipt.State.PAID;
            var html = paid ? Markdown.answer(answer.text()) : "";
            answer.end(paid ? Message.State.CUT : Message.State.FAILED, "INTERRUPTED", html, clock.instant());
        }));
    }

    private Begun ask(Caller caller, Draft draft, Conversation conversation, List<Message> said) {
        int seq = said.isEmpty() ? 1 : said.get(0).seq() + 1;
        var question = Message.question(caller, conversation.id(), seq, draft.text(), clock.instant());
        var call = hold(caller, draft, conversation, said, draft.text());
        var answer = Message.answer(caller, conversation.id(), seq + 1, draft.model(), call.id(), question.createdAt());
        em.persist(question);
        em.persist(answer);
        return Begun.now(conversation, Optional.of(question.id()), answer, call);
    }

    /** The last answer failed and nobody paid for it: its question is asked again and it is written in its place. */
    private Begun again(Caller caller, Draft draft, Conversation conversation, List<Message> said) {
        var failed = draft.again().orElseThrow();
        if (said.size() < 2 || !said.get(0).id().equals(failed) || !said.get(0).isFailed()) {
            throw new NothingToRepeat();
        }
        var earlier = said.subList(2, said.size());
        var call = hold(caller, draft, conversation, earlier, said.get(1).text());
        said.get(0).again(draft.model(), call.id(), clock.instant());
        return Begun.now(conversation, Optional.empty(), said.get(0), call);
    }

    private HeldCall hold(Caller caller, Draft draft, Conversation conversation, List<Message> said, String question) {
        var lines = History.lines(catalogue.offered(draft.model(), caller.currency()), said, question);
        return calls.hold(
                caller,
                new Question(
                        draft.model(),
                        lines,
                        0,
                        draft.requestKey(),
                        draft.hash(),
                        conversation.id().value()));
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
