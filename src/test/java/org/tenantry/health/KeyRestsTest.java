package org.tenantry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.gateway.ProviderFailure;
import org.tenantry.models.Endpoint;
import org.tenantry.models.Keyed;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.Ids;
import org.tenantry.values.ModelId;

/** Which key is taken, and which rests for how long. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyRestsTest {
    private final KeyRests rests = new KeyRests();
    private final ModelId model = ModelId.next();
    private final ModelId other = ModelId.next();
    private final Keyed key = key(Ids.next(), 1, 1);

    @BeforeEach
    void clock() {
        rests.clock = Clock.systemUTC();
    }

    @Test
    void keys_come_first_as_often_as_their_weights_say() {
        var keys = List.of(key(Ids.next(), 1, 1), key(Ids.next(), 1, 3), key(Ids.next(), 1, 6));
        var random = new Random(42);
        Map<Keyed, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            var order = KeyRests.order(keys, random::nextInt);
            assertThat(order).containsExactlyInAnyOrderElementsOf(keys);
            first.merge(order.get(0), 1, Integer::sum);
        }
        assertThat(first.get(keys.get(0))).isBetween(900, 1100);
        assertThat(first.get(keys.get(1))).isBetween(2850, 3150);
        assertThat(first.get(keys.get(2))).isBetween(5850, 6150);
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, 0, 30, 0",
        "RATE_LIMITED, 7, 7, 0",
        "RATE_LIMITED, 99999, 600, 0",
        "KEY_REFUSED, 0, 600, 600",
        "PROVIDER_QUOTA, 0, 600, 600",
        "UNREACHABLE, 0, 0, 0",
        "PROVIDER_ERROR, 5, 0, 0",
        "CONTEXT_TOO_LONG, 0, 0, 0",
        "CONTENT_REFUSED, 0, 0, 0",
    })
    void a_key_rests_only_for_what_is_its_doing(
            ProviderFailure.Kind kind, int retryAfter, long seconds, long forOtherModels) {
        rests.failed(key, model, new ProviderFailure(kind, true, retryAfter));
        assertThat(seconds(rests.waitNanos(key, model))).isEqualTo(seconds);
        assertThat(seconds(rests.waitNanos(key, other))).isEqualTo(forOtherModels);
        assertThat(rests.resting(key.key(), key.version()).isPresent()).isEqualTo(forOtherModels > 0);
    }

    @Test
    void another_secret_under_the_same_label_does_not_rest() {
        rests.failed(key, model, new ProviderFailure(ProviderFailure.Kind.KEY_REFUSED, false));
        assertThat(rests.waitNanos(key(key.key(), 2, 1), model)).isZero();
    }

    @Test
    void a_key_that_is_accepted_rests_no_longer() {
        rests.failed(key, model, new ProviderFailure(ProviderFailure.Kind.KEY_REFUSED, false));
        rests.failed(key, model, new ProviderFailure(ProviderFailure.Kind.RATE_LIMITED, true));
        rests.accepted(key.key());
        assertThat(rests.waitNanos(key, model)).isZero();
        assertThat(rests.isEmpty()).isTrue();
    }

    @Test
    void what_was_seen_of_keys_is_told_once() {
        rests.used(key);
        rests.failed(key, model, new ProviderFailure(ProviderFailure.Kind.KEY_REFUSED, false));
        rests.used(key);
        assertThat(rests.takeSeen()).hasEntrySatisfying(key.key(), seen -> {
            assertThat(seen.failure()).isEqualTo("KEY_REFUSED");
            assertThat(seen.failed()).isPresent();
        });
        assertThat(rests.takeSeen()).isEmpty();
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }

    private static Keyed key(UUID id, int version, int weight) {
        return new Keyed(
                id,
                version,
                "k" + id,
                weight,
                new Endpoint(ProviderKind.OPENAI, URI.create("http://127.0.0.1"), "sk", true, 1, 1, 1));
    }
}
