package org.tenantry.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.tenantry.gateway.ProviderFailure;
import org.tenantry.models.Keyed;
import org.tenantry.values.ModelId;

/**
 * Chooses among the keys of a provider by weight and lets those rest that were not accepted, in the memory of this node.
 * One that was asked to slow down rests for that model as long as the provider said, or 30 seconds; one that is refused
 * or used up rests for every model for ten minutes, or until it is changed.
 */
@ApplicationScoped
public class KeyRests {
    private static final int SLOW_SECONDS = 30;
    private static final int MOST_SLOW_SECONDS = 600;
    private static final int REFUSED_SECONDS = 600;
    private static final int MOST_RESTS = 10_000;

    @Inject
    Clock clock;

    private final Map<Place, Rest> rests = new ConcurrentHashMap<>();
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    /** What rests: a key for one model, or for all where {@code model} is null. */
    private record Place(UUID key, ModelId model) {}

    private record Rest(int version, long untilNanos, ProviderFailure.Kind why) {}

    /** When a key was used last and when it failed. */
    public record Seen(Instant used, Optional<Instant> failed, String failure) {}

    /** Why a key rests, and until when. */
    public record Resting(ProviderFailure.Kind why, Instant until) {}

    /** All the keys, each as often first as its weight says. */
    public List<Keyed> order(List<Keyed> keys) {
        return order(keys, ThreadLocalRandom.current()::nextInt);
    }

    static List<Keyed> order(List<Keyed> keys, IntUnaryOperator below) {
        if (keys.size() < 2) {
            return keys;
        }
        var left = new ArrayList<>(keys);
        var ordered = new ArrayList<Keyed>();
        while (!left.isEmpty()) {
            int sum = left.stream().mapToInt(Keyed::weight).sum();
            int mark = below.applyAsInt(sum);
            int at = 0;
            for (int past = left.get(0).weight();
                    past <= mark;
                    past += left.get(at).weight()) {
                at++;
            }
            ordered.add(left.remove(at));
        }
        return ordered;
    }

    /** How long this key should still rest for this model; 0 when it may be used. */
    public long waitNanos(Keyed key, ModelId model) {
        return Math.max(
                left(new Place(key.key(), null), key.version()), left(new Place(key.key(), model), key.version()));
    }

    /** Whether no key rests at all. */
    public boolean isEmpty() {
        return rests.isEmpty();
    }

    public void used(Keyed key) {
        var now = clock.instant();
        seen.merge(
                key.key(),
                new Seen(now, Optional.empty(), ""),
                (before, fresh) -> new Seen(now, before.failed(), before.failure()));
    }

    /** A call with this key failed; it rests where that was because of the key. */
    public void failed(Keyed key, ModelId model, ProviderFailure failure) {
        switch (failure.kind()) {
            case CONTEXT_TOO_LONG, CONTENT_REFUSED, REQUEST_REFUSED -> {
                return; // what was asked failed, not who was asked
            }
            case RATE_LIMITED -> {
                int said = failure.retryAfterSeconds();
                rest(key, model, failure.kind(), said > 0 ? Math.min(said, MOST_SLOW_SECONDS) : SLOW_SECONDS);
            }
            case KEY_REFUSED, PROVIDER_QUOTA -> rest(key, null, failure.kind(), REFUSED_SECONDS);
            default -> {
                // not the key's doing
            }
        }
        var now = clock.instant();
        seen.put(key.key(), new Seen(now, Optional.of(now), failure.kind().name()));
    }

    /** The key was seen to be accepted. */
    public void accepted(UUID key) {
        rests.keySet().removeIf(place -> place.key().equals(key));
    }

    /** Why this key rests for every model, if it does. */
    public Optional<Resting> resting(UUID key, int version) {
        var place = new Place(key, null);
        long left = left(place, version);
        var rest = rests.get(place);
        return left == 0 || rest == null
                ? Optional.empty()
                : Optional.of(new Resting(rest.why(), clock.instant().plus(Duration.ofNanos(left))));
    }

    /** What was seen of keys since the last call, for the database. */
    Map<UUID, Seen> takeSeen() {
        var taken = new HashMap<UUID, Seen>();
        for (var key : seen.keySet()) {
            var one = seen.remove(key);
            if (one != null) {
                taken.put(key, one);
            }
        }
        return taken;
    }

    private void rest(Keyed key, ModelId model, ProviderFailure.Kind why, int seconds) {
        if (rests.size() >= MOST_RESTS) {
            rests.values().removeIf(rest -> rest.untilNanos() - System.nanoTime() <= 0);
        }
        rests.put(
                new Place(key.key(), model),
                new Rest(key.version(), System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), why));
    }

    private long left(Place place, int version) {
        var rest = rests.get(place);
        return rest == null || rest.version() != version ? 0 : Math.max(0, rest.untilNanos() - System.nanoTime());
    }
}
