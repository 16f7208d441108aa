package org.tenantry.repeats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.metering.KeyReused;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;

/** A request that is made again has the answer of the first one, and nothing is done twice. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RepeatsIT {
    private static final byte[] BODY = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);

    @Inject
    Shop shop;

    @Inject
    Repeats repeats;

    @Inject
    Calls calls;

    @Inject
    Catalogue catalogue;

    private Caller caller;

    @BeforeEach
    void customer() {
        caller = shop.customer(50_000_000_000L);
    }

    @Test
    void of_twenty_at_once_one_is_carried_out_and_later_ones_get_its_answer() throws Exception {
        var results = Together.run(20, i -> claim(caller, "same", BODY));
        assertThat(results).filteredOn(Claim.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(StillRunning.class::isInstance).hasSize(19);
        var first = (Claim)
                results.stream().filter(Claim.class::isInstance).findFirst().orElseThrow();
        assertThat(first.isFirst()).isTrue();
        var canary = "CANARY-" + Ids.next() + " 你好 \uD83D\uDE00";
        repeats.keep(first.id(), answer(canary));
        var again = claim(caller, "same", BODY).earlier().orElseThrow();
        assertThat(new String(again.body(), StandardCharsets.UTF_8)).isEqualTo(canary);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.mediaType()).isEqualTo("application/json");
        assertThat(shop.found(canary.substring(0, 30)))
                .as("what is kept is sealed")
                .isEmpty();
        repeats.keep(first.id(), answer("other"));
        repeats.forget(first.id());
        assertThat(claim(caller, "same", BODY).earlier())
                .as("an answer stays as it is")
                .isPresent();
        assertThatThrownBy(() -> claim(caller, "same", new byte[0])).isInstanceOf(KeyReused.class);
    }

    @Test
    void a_key_is_ones_own_and_says_upper_and_lower_case() {
        var program = withKey(caller, Ids.next());
        for (var who :
                List.of(caller, shop.colleague(caller), shop.customer(0), program, withKey(caller, Ids.next()))) {
            assertThat(claim(who, "shared", BODY).isFirst()).isTrue();
        }
        assertThat(claim(caller, "SHARED", BODY).isFirst()).isTrue();
        assertThatThrownBy(() -> claim(program, "shared", BODY)).isInstanceOf(StillRunning.class);
    }

    @Test
    void what_came_to_nothing_may_be_tried_again_and_so_may_what_died_before_it_began() {
        repeats.forget(claim(caller, "a", BODY).id());
        assertThat(claim(caller, "a", BODY).isFirst()).isTrue();
        shop.run(
                "UPDATE request_repeat SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE tenant_id = ?",
                caller.tenant().value());
        var second = claim(caller, "a", BODY);
        assertThat(second.isFirst()).isTrue();
        assertThatThrownBy(() -> claim(caller, "a", BODY)).isInstanceOf(StillRunning.class);
    }

    @Test
    void after_a_crash_a_call_that_was_paid_is_never_made_again_and_one_that_was_not_is() {
        var unpaid = called("unpaid");
        assertThatThrownBy(() -> claim(caller, "unpaid", BODY)).isInstanceOf(StillRunning.class);
        Retry.transaction(() ->
                calls.settle(unpaid, new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("TEST")), "", ""));
        assertThat(claim(caller, "unpaid", BODY).isFirst()).isTrue();

        var paid = called("paid");
        Retry.transaction(() -> calls.settle(
                paid, new Outcome(Outcome.End.CUT, Optional.empty(), Optional.of("TEST")), "so far so good", ""));
        assertThatThrownBy(() -> claim(caller, "paid", BODY))
                .as("its answer may be on its way to be kept")
                .isInstanceOf(StillRunning.class);
        shop.run(
                "UPDATE model_call SET ended_at = ended_at - INTERVAL 2 MINUTE WHERE id = ?",
                paid.id().value());
        assertThatThrownBy(() -> claim(caller, "paid", BODY))
                .isInstanceOfSatisfying(AnswerLost.class, lost -> assertThat(lost.arguments())
                        .containsExactly(paid.id().toString()));
    }

    @Test
    void an_answer_too_long_to_be_kept_is_told_by_its_call() {
        var first = claim(caller, "long", BODY);
        var call = RequestId.next();
        repeats.keep(
                first.id(),
                new Recorded(200, "text/event-stream", new byte[Repeats.LONGEST_ANSWER + 1], Optional.of(call)));
        assertThatThrownBy(() -> claim(caller, "long", BODY))
                .isInstanceOfSatisfying(
                        AnswerLost.class, lost -> assertThat(lost.arguments()).containsExactly(call.toString()));
    }

    @Test
    void after_48_hours_it_is_forgotten() {
        var first = claim(caller, "old", BODY);
        repeats.keep(first.id(), answer("x"));
        shop.run(
                "UPDATE request_repeat SET created_at = created_at - INTERVAL 2881 MINUTE WHERE tenant_id = ?",
                caller.tenant().value());
        assertThat(claim(caller, "old", new byte[3]).isFirst()).isTrue();
        shop.run(
                "UPDATE request_repeat SET created_at = created_at - INTERVAL 2881 MINUTE WHERE tenant_id = ?",
                caller.tenant().value());
        assertThat(repeats.sweep()).isPositive();
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM request_repeat WHERE tenant_id = ?",
                        caller.tenant().value()))
                .isZero();
    }

    @Test
    void a_key_is_one_header_of_visible_characters() {
        for (var odd : List.of("", " ", "a b", "a\tb", "a\nb", "密钥", "\u0000", "x".repeat(256), "a\u007f")) {
            assertThatThrownBy(() -> RequestKey.of(List.of(odd), "POST", "/v1/x", BODY))
                    .as(odd)
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> RequestKey.of(List.of("a", "b"), "POST", "/v1/x", BODY))
                .isInstanceOf(InvalidInput.class);
        assertThat(RequestKey.of(List.of(), "POST", "/v1/x", BODY)).isEmpty();
        var key = "'; DROP TABLE tenant; --".replace(" ", "_");
        assertThat(claim(caller, key, BODY).isFirst()).isTrue();
        assertThat(RequestKey.of(List.of("a"), "POST", "/v1/x", BODY))
                .isNotEqualTo(RequestKey.of(List.of("a"), "POST", "/v1/y", BODY));
    }

    private HeldCall called(String key) {
        var claim = claim(caller, key, BODY);
        var model = shop.model("1", "2");
        Awaitility.await().until(() -> catalogue.offered(Shop.USD).stream()
                .anyMatch(offered -> offered.id().equals(model.id())));
        var lines = List.of(new Question.Line(Question.Voice.USER, "Hello"));
        var held = Retry.transaction(() -> calls.hold(
                caller, new Question(model.id(), lines, 100, Ids.next().toString(), "0".repeat(64), null)));
        repeats.called(claim.id(), held.id());
        return held;
    }

    private Claim claim(Caller who, String key, byte[] body) {
        var request = RequestKey.of(List.of(key), "POST", "/v1/chat/completions", body)
                .orElseThrow();
        return Retry.transaction(() -> repeats.claim(who, request));
    }

    private static Recorded answer(String text) {
        return new Recorded(200, "application/json", text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static Caller withKey(Caller who, UUID key) {
        return new Caller(
                who.person(),
                who.tenant(),
                who.member(),
                who.admin(),
                who.operator(),
                who.locale(),
                who.zone(),
                who.currency(),
                key);
    }
}
