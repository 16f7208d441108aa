package org.tenantry.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tenantry.audit.AuditLog;
import org.tenantry.gateway.Ask;
import org.tenantry.gateway.Completion;
import org.tenantry.gateway.Delta;
import org.tenantry.gateway.EmbeddingAsk;
import org.tenantry.gateway.Ending;
import org.tenantry.gateway.Gateway;
import org.tenantry.gateway.Hearing;
import org.tenantry.gateway.ProviderFailure;
import org.tenantry.gateway.Turn;
import org.tenantry.gateway.Upstream;
import org.tenantry.models.Catalogue;
import org.tenantry.models.Endpoint;
import org.tenantry.models.Keyed;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Reach;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/**
 * Asks a model one short question for the operator, past every tenant and every wallet: what it costs, the operator pays
 * to the provider. At most two at a time on a node, of at most 64 tokens and 30 seconds.
 */
@ApplicationScoped
public class ShortQuestion {
    private static final int MOST_AT_A_TIME = 2;
    private static final int MOST_TOKENS = 64;
    private static final int FIRST_SECONDS = 20;
    private static final int MOST_SECONDS = 30;
    private static final String QUESTION = "Answer with one word: are you there?";

    @Inject
    Catalogue catalogue;

    @Inject
    Gateway gateway;

    @Inject
    Circuits circuits;

    @Inject
    KeyRests rests;

    @Inject
    AuditLog audit;

    private final Semaphore free = new Semaphore(MOST_AT_A_TIME);

    /** How it went; {@code failure} is there when no answer came, and the times are in milliseconds. */
    public record Result(Optional<ProviderFailure.Kind> failure, long firstMillis, long totalMillis) {}

    public Result ask(Caller operator, ModelId model) {
        operator.require(Role.OPERATOR);
        if (catalogue.reach(model).kind() == ModelKind.TRANSCRIPTION) {
            throw new InvalidInput("board.refusal.testSound");
        }
        if (!free.tryAcquire()) {
            throw new Refusal(429, "board.refusal.testBusy");
        }
        try {
            var reach = catalogue.reach(model);
            var key = rests.order(reach.keys()).get(0);
            var result = ask(reach, key, model);
            audit.record(
                    operator.person(),
                    AuditLog.OPERATOR,
                    "provider.ask",
                    reach.upstreamName(),
                    result.failure().map(Enum::name).orElse("answered"));
            return result;
        } finally {
            free.release();
        }
    }

    private Result ask(Reach reach, Keyed key, ModelId model) {
        var ear = new Ear();
        var upstream = send(reach, key.endpoint().within(FIRST_SECONDS, MOST_SECONDS), ear);
        var completion = ear.completion();
        if (completion.isEmpty()) {
            upstream.cancel();
        }
        var end = completion.orElse(new Completion(
                Ending.FAILED,
                Optional.empty(),
                Optional.of(new ProviderFailure(ProviderFailure.Kind.TIMED_OUT, true))));
        if (end.failure().isPresent()) {
            circuits.failed(model, end.failure().get().kind());
            rests.failed(key, model, end.failure().get());
        } else {
            circuits.heard(model);
            rests.accepted(key.key());
        }
        return new Result(end.failure().map(ProviderFailure::kind), ear.firstMillis(), ear.totalMillis());
    }

    /** A model that makes vectors is asked for that of the question. */
    private Upstream send(Reach reach, Endpoint endpoint, Ear ear) {
        if (reach.kind() == ModelKind.EMBEDDING) {
            var ask = new EmbeddingAsk(reach.upstreamName(), List.of(EmbeddingAsk.Input.of(QUESTION)), 0);
            return gateway.embed(endpoint, ask, vectors -> ear.begun(), ear);
        }
        var turn = new Turn(Turn.Speaker.USER, QUESTION);
        return gateway.stream(endpoint, new Ask(reach.upstreamName(), List.of(turn), MOST_TOKENS), ear);
    }

    /** Waits for the answer, and for the times it takes. */
    private static final class Ear implements Hearing {
        private final long fromNanos = System.nanoTime();
        private final CompletableFuture<Completion> end = new CompletableFuture<>();
        private volatile long firstNanos = -1;
        private volatile long totalNanos;

        @Override
        public void heard(Delta delta) {
            begun();
        }

        void begun() {
            if (firstNanos < 0) {
                firstNanos = System.nanoTime() - fromNanos;
            }
        }

        @Override
        public void ended(Completion completion) {
            totalNanos = System.nanoTime() - fromNanos;
            end.complete(completion);
        }

        Optional<Completion> completion() {
            try {
                return Optional.of(end.get(MOST_SECONDS + 5L, TimeUnit.SECONDS));
            } catch (TimeoutException | ExecutionException late) {
                return Optional.empty();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        long firstMillis() {
            return TimeUnit.NANOSECONDS.toMillis(Math.max(0, firstNanos));
        }

        long totalMillis() {
            return TimeUnit.NANOSECONDS.toMillis(totalNanos);
        }
    }
}
