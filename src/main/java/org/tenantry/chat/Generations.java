package org.tenantry.chat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.calls.Answering;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ConversationId;
import org.tenantry.values.MessageId;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;

/**
 * The answers that this server is writing. Starting one is a transaction, then a call outside of any; from there on it
 * lives here until its end is saved and paid, whoever watches or not. Threads that hear providers never wait: rendering
 * has its own threads, and so has the database.
 */
@ApplicationScoped
public class Generations {
    private static final Logger LOG = Logger.getLogger(Generations.class.getName());
    private static final int RENDERING_THREADS = 2;
    private static final int DATABASE_THREADS = 8;
    private static final int KEEP_SECONDS = 2;
    private static final int KEEP_CHARACTERS = 2_000;
    private static final int LEASE_SECONDS = 20;
    private static final int BEAT_SECONDS = 10;
    private static final int MOST_FINISH_SECONDS = 5;
    private static final int FINISH_TRIES = 300;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Calls calls;

    @Inject
    Answers answers;

    @Inject
    Conversations conversations;

    private final Map<MessageId, Live> live = new ConcurrentHashMap<>();

    /** Those that are over while a slow reader has not heard it yet. */
    private final Set<Generation> over = ConcurrentHashMap.newKeySet();

    private ScheduledExecutorService renderers;
    private ExecutorService desk;

    @PostConstruct
    void begin() {
        renderers = Executors.newScheduledThreadPool(RENDERING_THREADS, threads);
        desk = Executors.newFixedThreadPool(DATABASE_THREADS, threads);
        renderers.scheduleWithFixedDelay(
                () -> live.values().forEach(Live::keepWhenDue), KEEP_SECONDS, KEEP_SECONDS, TimeUnit.SECONDS);
        renderers.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        live.values().forEach(one -> one.generation.beat());
        over.removeIf(generation -> !generation.isWatched());
        over.forEach(Generation::beat);
    }

    /** A stopping server cuts what it is writing and saves it; what it cannot save any more, the sweep ends. */
    @PreDestroy
    void end() {
        live.values().forEach(Live::cut);
        renderers.shutdownNow();
        desk.shutdown();
        try {
            desk.awaitTermination(MOST_FINISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins an answer, or finds the one that this draft began before. */
    public Begun start(Caller caller, Draft draft) {
        var begun = begin(caller, draft);
        begun.call().ifPresent(call -> new Live(caller, begun, call).send());
        return begun;
    }

    /** What is refused may be the second of two requests at the same moment: then the first one's answer is told. */
    private Begun begin(Caller caller, Draft draft) {
        calls.prepare();
        try {
            return Retry.transaction(() -> answers.begin(caller, draft));
        } catch (Refusal refused) {
            return answers.begunBefore(caller, draft).orElseThrow(() -> refused);
        }
    }

    /** Stops an answer of the caller; one that is over stays as it is. */
    public void stop(Caller caller, MessageId message) {
        var running = running(caller, message);
        if (running.isPresent()) {
            running.get().stop();
        } else {
            conversations.message(caller, message);
        }
    }

    /** Deletes a conversation; an answer that is being written in it is stopped. */
    public void delete(Caller caller, ConversationId conversation) {
        conversations.streaming(caller, conversation).forEach(message -> stop(caller, message));
        conversations.delete(caller, conversation);
    }

    /** The caller's answer, if it is being written on this server. */
    public Optional<Generation> running(Caller caller, MessageId message) {
        return Optional.ofNullable(live.get(message)).map(one -> one.generation).filter(one -> one.isOf(caller));
    }

    boolean isHere(RequestId call) {
        return live.values().stream().anyMatch(one -> one.generation.call().id().equals(call));
    }

    /** What moves one generation on. */
    private final class Live implements Answering {
        private final Generation generation;
        private final HeldCall call;
        private final AtomicBoolean renderDue = new AtomicBoolean();
        private final AtomicBoolean keeping = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile long renderPauseMillis = 0;
        private volatile long keptAtNanos = System.nanoTime();

        Live(Caller caller, Begun begun, HeldCall call) {
            this.generation = new Generation(caller, begun, call);
            this.call = call;
        }

        void send() {
            live.put(generation.message(), this);
            try {
                generation.runs(calls.send(call, this));
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, failure, () -> "call " + call.id() + " could not be sent");
                ended(new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("PROVIDER_ERROR")));
            }
        }

        @Override
        public void heard(String text, String reasoning) {
            if (generation.hear(text, reasoning) && renderDue.compareAndSet(false, true)) {
                renderers.schedule(this::render, renderPauseMillis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void ended(Outcome outcome) {
            if (ended.compareAndSet(false, true)) {
                generation.end(outcome);
                desk.execute(() -> finish(1));
            }
        }

        void cut() {
            if (ended.compareAndSet(false, true)) {
                generation.cut();
                desk.execute(() -> finish(1));
            }
        }

        /** The longer the open block, the seldomer it is rendered and sent again. */
        private void render() {
            renderDue.set(false);
            if (generation.isEnded()) {
                return;
            }
            long from = System.nanoTime();
            int open;
            synchronized (this) {
                open = generation.render();
            }
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            renderPauseMillis = Math.min(3_000, 90 + open / 100 + 10 * tookMillis);
            if (generation.unkept() > KEEP_CHARACTERS) {
                keepSoon();
            }
        }

        private void keepWhenDue() {
            boolean leaseDue = System.nanoTime() - keptAtNanos > TimeUnit.SECONDS.toNanos(LEASE_SECONDS);
            if (generation.unkept() > 0 || leaseDue) {
                keepSoon();
            }
        }

        private void keepSoon() {
            if (!generation.isEnded() && keeping.compareAndSet(false, true)) {
                desk.execute(this::keep);
            }
        }

        private void keep() {
            try {
                if (generation.isEnded()) {
                    return;
                }
                var said = generation.soFar();
                boolean open = answers.keep(call, said.text(), said.reasoning());
                keptAtNanos = System.nanoTime();
                generation.keptUpTo(said.text().length() + said.reasoning().length());
                if (!open) {
                    cut();
                }
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, failure, () -> "answer " + call.id() + " could not be kept; trying again");
            } finally {
                keeping.set(false);
            }
        }

        /** Until the database takes it: meanwhile the lease may run out, and then another server ends it for us. */
        private void finish(int tries) {
            try {
                Said said;
                synchronized (this) {
                    said = generation.renderWhole();
                }
                generation.over(Retry.transaction(() -> answers.finish(call, generation.outcome(), said)));
                live.remove(generation.message());
                over.add(generation);
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, failure, () -> "answer " + call.id() + " could not be saved, try " + tries);
                finishLater(tries);
            }
        }

        private void finishLater(int tries) {
            if (tries >= FINISH_TRIES) {
                live.remove(generation.message());
                return;
            }
            try {
                renderers.schedule(
                        () -> desk.execute(() -> finish(tries + 1)),
                        Math.min(tries, MOST_FINISH_SECONDS),
                        TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "stopping", e);
            }
        }
    }
}
