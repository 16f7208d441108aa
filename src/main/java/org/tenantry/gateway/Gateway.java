package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tenantry.models.Endpoint;

/** Speaks to providers through the adapter of their wire form. Never inside a transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.NEVER)
public class Gateway {
    private static final int LONGEST_TRIAL_SECONDS = 60;

    @Inject
    @Any
    Instance<ModelAdapter> adapters;

    @Inject
    @Any
    Instance<EmbeddingAdapter> embedders;

    @Inject
    @Any
    Instance<TranscriptionAdapter> transcribers;

    /** Asks a model; returns at once. {@code hearing} hears the pieces and then, exactly once, the end. */
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return adapter(endpoint).stream(endpoint, ask, hearing);
    }

    /** Has texts turned into vectors; returns at once. Providers of some kinds do not know how. */
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return embedders.stream()
                .filter(adapter -> adapter.kind() == endpoint.kind())
                .findFirst()
                .map(adapter -> adapter.embed(endpoint, ask, vectors, hearing))
                .orElseGet(() -> cannot(hearing));
    }

    /** Has a recording written down; returns at once. Providers of some kinds do not know how. */
    public Upstream transcribe(Endpoint endpoint, TranscriptionAsk ask, Consumer<Transcript> words, Hearing hearing) {
        return transcribers.stream()
                .filter(adapter -> adapter.kind() == endpoint.kind())
                .findFirst()
                .map(adapter -> adapter.transcribe(endpoint, ask, words, hearing))
                .orElseGet(() -> cannot(hearing));
    }

    private static Upstream cannot(Hearing hearing) {
        var why = new ProviderFailure(ProviderFailure.Kind.MODEL_UNKNOWN, false);
        hearing.ended(new Completion(Ending.FAILED, Optional.empty(), Optional.of(why)));
        return () -> {};
    }

    /** The names of the models that the provider has, sorted; {@link ProviderRefused} when it does not say. */
    public List<String> models(Endpoint endpoint) {
        return adapter(endpoint).models(endpoint);
    }

    /** Asks one short question and tells what was understood; takes no longer than the provider may, and a minute. */
    public Trial tryOut(Endpoint endpoint, Ask ask) {
        var hearing = new TrialHearing(endpoint.key());
        return hearing.await(stream(endpoint, ask, hearing), Math.min(endpoint.totalSeconds(), LONGEST_TRIAL_SECONDS));
    }

    /** Whether the provider can be reached and accepts the key: empty when it does. */
    public Optional<ProviderFailure> check(Endpoint endpoint) {
        try {
            models(endpoint);
            return Optional.empty();
        } catch (ProviderRefused e) {
            return Optional.of(e.failure());
        }
    }

    private ModelAdapter adapter(Endpoint endpoint) {
        return adapters.stream()
                .filter(adapter -> adapter.kind() == endpoint.kind())
                .findFirst()
                .orElseThrow();
    }
}
