package org.tenantry.calls;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.tenantry.gateway.Ask;
import org.tenantry.gateway.Completion;
import org.tenantry.gateway.EmbeddingAsk;
import org.tenantry.gateway.Ending;
import org.tenantry.gateway.Gateway;
import org.tenantry.gateway.Hearing;
import org.tenantry.gateway.Transcript;
import org.tenantry.gateway.TranscriptionAsk;
import org.tenantry.gateway.Upstream;
import org.tenantry.gateway.Vectors;
import org.tenantry.health.Circuits;
import org.tenantry.health.KeyRests;
import org.tenantry.metering.Hold;
import org.tenantry.metering.Meter;
import org.tenantry.models.Catalogue;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ModelNotOffered;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.Retry;

/**
 * Finds the way that a call takes next, and lets it go over to another model. A call makes at most
 * {@code tenantry.fallback.attempts} attempts, and begins none later than {@code tenantry.fallback.seconds} after it was
 * sent.
 */
@ApplicationScoped
public class Ways {
    private static final int THREADS = 4;
    private static final int USUAL_ATTEMPTS = 4;
    private static final int MOST_ATTEMPTS = 20;
    private static final int USUAL_SECONDS = 90;
    private static final int MOST_SECONDS = 3600;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Config config;

    @Inject
    Clock clock;

    @Inject
    Catalogue catalogue;

    @Inject
    Gateway gateway;

    @Inject
    Meter meter;

    @Inject
    Circuits circuits;

    @Inject
    KeyRests rests;

    private ExecutorService desk;
    private int attempts;
    private int seconds;

    @PostConstruct
    void begin() {
        attempts = number("attempts", USUAL_ATTEMPTS, MOST_ATTEMPTS);
        seconds = number("seconds", USUAL_SECONDS, MOST_SECONDS);
        desk = Executors.newFixedThreadPool(THREADS, threads);
    }

    @PreDestroy
    void end() {
        desk.shutdownNow();
    }

    private int number(String name, int usual, int most) {
        int said = config.getOptionalValue("tenantry.fallback." + name, Integer.class)
                .orElse(usual);
        return Math.min(most, Math.max(1, said));
    }

    /** The course of a held call, which begins with {@link Course#next}. */
    Course course(HeldCall call, Course.Asking asking, Answering answering) {
        return new Course(this, new Course.Bounds(attempts, seconds), call, asking, answering);
    }

    Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return gateway.stream(endpoint, ask, hearing);
    }

    Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return gateway.embed(endpoint, ask, vectors, hearing);
    }

    Upstream transcribe(Endpoint endpoint, TranscriptionAsk ask, Consumer<Transcript> words, Hearing hearing) {
        return gateway.transcribe(endpoint, ask, words, hearing);
    }

    Instant now() {
        return clock.instant();
    }

    void goes(Way way) {
        circuits.goes(way.model().id());
        rests.used(way.keyed());
    }

    /** The first piece of an answer has come. */
    void heard(Way way) {
        circuits.heard(way.model().id());
    }

    /** An attempt is over; {@code silent}: nothing had come of it. */
    void over(Way way, Completion completion, boolean silent) {
        var model = way.model().id();
        if (completion.failure().isPresent()) {
            var why = completion.failure().get();
            circuits.failed(model, why.kind());
            rests.failed(way.keyed(), model, why);
        } else if (silent && completion.ending() == Ending.STOPPED) {
            circuits.saidNothing(model);
        } else if (silent) {
            circuits.heard(model);
        }
    }

    /**
     * The first way that is well, in the order of the candidates and by the weights of their keys. When {@code
     * evenIll} and none is well, the one whose time comes first.
     */
    Optional<Way> next(HeldCall call, Predicate<Way> mayGo, boolean evenIll) {
        Way best = null;
        long bestWait = Long.MAX_VALUE;
        for (var model : call.candidates()) {
            long circuit = circuits.waitNanos(model.id());
            for (var way : of(model, circuit > 0)) {
                long wait = Math.max(circuit, rests.waitNanos(way.keyed(), model.id()));
                if (wait < bestWait && mayGo.test(way)) {
                    if (wait == 0) {
                        return Optional.of(way);
                    }
                    best = way;
                    bestWait = wait;
                }
            }
        }
        return evenIll ? Optional.ofNullable(best) : Optional.empty();
    }

    private List<Way> of(OfferedModel model, boolean ill) {
        try {
            var reach = catalogue.reach(model.id());
            return rests.order(reach.keys()).stream()
                    .map(key -> new Way(model, reach.provider(), key, ill))
                    .toList();
        } catch (ModelNotOffered gone) {
            return List.of();
        }
    }

    /** Holds the call for another model, in a transaction of its own; empty when it was ended meanwhile. */
    Optional<Hold> move(HeldCall call, OfferedModel heir) {
        var counted = Tally.prompt(heir, call.lines(), call.manner());
        long prompt = counted.tokens();
        int most = (int) Math.min(
                Math.min(call.mostOutputTokens(), heir.mostOutputTokens()), Math.max(0, heir.contextTokens() - prompt));
        if (most < 1) {
            throw new ContextTooLong(heir.label(), prompt, heir.contextTokens());
        }
        return Retry.transaction(() -> meter.move(call.id(), new Meter.Heir(heir, prompt, counted.exact(), most)));
    }

    /** Goes on with a call on a thread that may wait; false when the server stops. */
    boolean later(Runnable work) {
        try {
            desk.execute(work);
            return true;
        } catch (RejectedExecutionException stopping) {
            return false;
        }
    }
}
