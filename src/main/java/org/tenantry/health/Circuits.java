package org.tenantry.health;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.tenantry.gateway.ProviderFailure;
import org.tenantry.values.ModelId;

/**
 * Knows which models are well, in the memory of this node. A model stops being well when its provider fails, never
 * because of what a member asked: a question that is too long or refused says nothing about the provider.
 */
@ApplicationScoped
public class Circuits {
    @Inject
    Config config;

    @Inject
    Clock clock;

    private final Map<ModelId, Circuit> circuits = new ConcurrentHashMap<>();
    private CircuitRule rule = CircuitRule.USUAL;

    @PostConstruct
    void begin() {
        rule = CircuitRule.of(config);
    }

    /** A model that is not well: since when, and from when on a call may try it again. */
    public record Ill(ModelId model, boolean trying, Instant since, Instant until) {}

    /** How long calls should keep away from this model; 0 when it is well. */
    public long waitNanos(ModelId model) {
        var circuit = circuits.get(model);
        return circuit == null ? 0 : circuit.waitNanos();
    }

    public void goes(ModelId model) {
        var circuit = circuits.get(model);
        if (circuit != null) {
            circuit.goes();
        }
    }

    /** Something was heard of it, or it ended well. */
    public void heard(ModelId model) {
        of(model).heard();
    }

    /** A call failed or broke off. */
    public void failed(ModelId model, ProviderFailure.Kind kind) {
        switch (kind) {
            case UNREACHABLE, TIMED_OUT, PROVIDER_ERROR, BAD_ANSWER, MODEL_UNKNOWN -> of(model)
                    .failed();
            case KEY_REFUSED,
                    RATE_LIMITED,
                    PROVIDER_QUOTA,
                    CONTEXT_TOO_LONG,
                    CONTENT_REFUSED,
                    REQUEST_REFUSED -> of(model).saidNothing();
        }
    }

    /** A call ended before anything was known. */
    public void saidNothing(ModelId model) {
        of(model).saidNothing();
    }

    /** What a look at the provider of this model found. */
    void looked(ModelId model, boolean answers) {
        of(model).looked(answers);
    }

    /** Nobody offers it any more. */
    void forget(ModelId model) {
        circuits.remove(model);
    }

    /** The models that are not well here. */
    public List<Ill> ill() {
        var now = clock.instant();
        var ill = new ArrayList<Ill>();
        circuits.forEach((model, circuit) -> {
            var state = circuit.state();
            if (state != Circuit.State.CLOSED) {
                ill.add(new Ill(
                        model,
                        state == Circuit.State.HALF_OPEN,
                        now.minus(Duration.ofNanos(circuit.ageNanos())),
                        now.plus(Duration.ofNanos(circuit.waitNanos()))));
            }
        });
        return ill;
    }

    private Circuit of(ModelId model) {
        return circuits.computeIfAbsent(model, id -> new Circuit(rule, System::nanoTime));
    }
}
