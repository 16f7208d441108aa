package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.health.Circuits;
import org.tenantry.ledger.Ledger;
import org.tenantry.metering.AlreadyAsked;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.models.Capabilities;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.PriceTag;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKeys;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.ModelId;
import org.tenantry.values.PersonId;
import org.tenantry.values.ProviderId;
import org.tenantry.values.RequestId;

/** A call whose provider fails goes on elsewhere while nothing was heard, and only what delivered is paid. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FallbackIT {
    private static final String STUB = "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/v1";
    private static final String NOBODY = "http://127.0.0.1:9/v1";
    private static final Currency USD = Currency.getInstance("USD");
    private static final long CREDIT_N = 50_000_000_000L;

    private final Caller operator =
            new Caller(PersonId.next(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    private final String label = "Twin " + Ids.next();

    @Inject
    Shop shop;

    @Inject
    Calls calls;

    @Inject
    Healthy healthy;

    @Inject
    Circuits circuits;

    @Inject
    Ledger ledger;

    @Inject
    Budgets budgets;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    @Inject
    Models models;

    /** Keeps what it heard. */
    private static final class Kept implements Answering {
        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<Outcome> end = new CompletableFuture<>();

        @Override
        public void heard(String more, String reasoning) {
            text.append(more);
        }

        @Override
        public void ended(Outcome outcome) {
            assertThat(end.complete(outcome)).as("told once").isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stub-error-500, FAILED PROVIDER_ERROR 1",
        "stub-error-503, FAILED PROVIDER_ERROR 1",
        "stub-error-first, FAILED PROVIDER_ERROR 1",
        "stub-429, FAILED RATE_LIMITED 1",
        "stub-429-quota, FAILED PROVIDER_QUOTA 0",
        "stub-401, FAILED KEY_REFUSED 0",
        "stub-silent, FAILED TIMED_OUT 1",
        "stub-html, FAILED BAD_ANSWER 0",
        "nobody, FAILED UNREACHABLE 1",
    })
    void a_provider_that_fails_first_is_followed_by_one_that_answers(String upstream, String failed) throws Exception {
        boolean nobody = upstream.equals("nobody");
        var first = model(provider(nobody ? NOBODY : STUB, "sk-one"), upstream, "1", "4");
        var second = model(provider(STUB, "sk-two"), "stub-echo", "2", "8");
        var caller = shop.customer(CREDIT_N);
        var call = hold(caller, first, "Hello there");
        assertThat(call.fallbacks()).extracting(model -> model.id()).containsExactly(second);
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Outcome.End.DONE);
        assertThat(kept.text).hasToString("Hello there");
        assertThat(call.answeredBy().id()).isEqualTo(second);

        var receipt = calls.settle(call, outcome, kept.text.toString(), "");
        long priced =
                2_000L * receipt.usage().input() + 8_000L * receipt.usage().output();
        assertThat(receipt.charge().nanos()).isEqualTo(priced).isPositive();
        assertThat(attempts(call.id())).containsExactly(failed + " " + first + " 0", "DONE null 0 " + second + " 1");
        assertThat(shop.rows(
                        "SELECT c.model_id, u.model_id, COUNT(*) FROM model_call c JOIN usage_event u ON u.call_id = c.id"
                                + " WHERE c.tenant_id = ? GROUP BY c.id",
                        caller.tenant().value()))
                .containsExactly(second + " | " + second + " | 1");
        assertThat(ledger.wallet(caller.tenant()).held().nanos()).isZero();
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(CREDIT_N - priced);
        assertThatThrownBy(() -> hold(caller, first, "Hello there", call.id().toString()))
                .as("the same request key is the same call")
                .isInstanceOf(AlreadyAsked.class);
    }

    @ParameterizedTest
    @CsvSource({
        "[stub status=400], FAILED, REQUEST_REFUSED",
        "[stub status=413], FAILED, CONTEXT_TOO_LONG",
        "[stub cut=3 tokens=20 pause=20], CUT, UNREACHABLE",
        "[stub error=3 tokens=20 pause=20], CUT, PROVIDER_ERROR",
    })
    void what_was_asked_and_what_was_heard_stay_with_the_first(String question, Outcome.End end, String failure)
            throws Exception {
        var first = model(provider(STUB, ""), "stub-fast", "1", "4");
        model(provider(STUB, ""), "stub-echo", "1", "4");
        var call = hold(shop.customer(CREDIT_N), first, question);
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(end);
        assertThat(outcome.failure()).contains(failure);
        calls.settle(call, outcome, kept.text.toString(), "");
        assertThat(attempts(call.id())).hasSize(1);
        assertThat(healthy.usable(first))
                .as("the member's own error closes nothing")
                .isTrue();
    }

    @Test
    void a_key_that_is_refused_is_followed_by_the_next_and_rests() throws Exception {
        var provider = provider(STUB, "");
        keys.add(operator, provider, "bad", 1000, "sk-stub-401");
        keys.add(operator, provider, "good", 1, "sk-good");
        var model = model(provider, "stub-echo", "1", "4");
        var caller = shop.customer(CREDIT_N);
        var used = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            var call = hold(caller, model, "Say this");
            var kept = new Kept();
            calls.send(call, kept);
            var outcome = kept.end.get(30, TimeUnit.SECONDS);
            assertThat(outcome.ending()).isEqualTo(Outcome.End.DONE);
            calls.settle(call, outcome, kept.text.toString(), "");
            used.append(shop.rows(
                    "SELECT key_label FROM call_attempt WHERE call_id = ? ORDER BY number",
                    call.id().value()));
        }
        assertThat(used.toString()).containsOnlyOnce("bad").endsWith("[good]");
        assertThat(healthy.usable(model)).isTrue();
    }

    @Test
    void when_the_one_that_would_take_over_cannot_be_paid_nobody_pays() throws Exception {
        var first = model(provider(STUB, ""), "stub-error-500", "1", "4");
        model(provider(STUB, ""), "stub-echo", "1000", "400000");
        var caller = shop.customer(5_000_000);
        var call = hold(caller, first, "Hello");
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Outcome.End.FAILED);
        assertThat(outcome.failure()).contains("UNPAID");
        calls.settle(call, outcome, "", "");
        assertThat(attempts(call.id())).containsExactly("FAILED PROVIDER_ERROR 1 " + first + " 0");
        assertThat(ledger.wallet(caller.tenant()).held().nanos()).isZero();
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(5_000_000);
    }

    @Test
    void a_model_that_the_tenant_refuses_never_takes_over() throws Exception {
        var first = model(provider(STUB, ""), "stub-error-500", "1", "4");
        var refused = model(provider(STUB, ""), "stub-echo", "1", "4");
        var caller = shop.customer(CREDIT_N);
        shop.run(
                "INSERT INTO model_refused (tenant_id, model_id) VALUES (?, ?)",
                caller.tenant().value(),
                refused.value());
        assertThat(hold(caller, first, "Hello").fallbacks()).isEmpty();
        assertThat(hold(shop.customer(CREDIT_N), first, "Hello").fallbacks())
                .extracting(OfferedModel::id)
                .containsExactly(refused);
        shop.run("UPDATE model_call SET lease_until = '2020-01-01' WHERE model_id = ?", first.value());
        calls.expiredChatCalls().forEach(calls::settleExpired);
    }

    @Test
    void a_budget_that_has_no_room_for_the_one_that_would_take_over_stops_it() throws Exception {
        var first = model(provider(STUB, ""), "stub-error-500", "1", "4");
        var dear = model(provider(STUB, ""), "stub-echo", "100", "400");
        var caller = shop.customer(CREDIT_N);
        budgets.set(
                caller,
                Optional.empty(),
                Budget.Unit.MONEY,
                Budget.Span.MONTH,
                Optional.empty(),
                Optional.of(5_000_000L));
        var call = hold(caller, first, "Hello");
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        assertThat(outcome.failure()).contains("UNPAID");
        calls.settle(call, outcome, "", "");
        assertThat(budgets.list(caller)).singleElement().satisfies(budget -> assertThat(budget.held())
                .isZero());
        assertThat(shop.number("SELECT COUNT(*) FROM call_attempt WHERE model_id = ?", dear.value()))
                .isZero();
    }

    @Test
    void a_reader_who_stops_is_asked_for_by_nobody_else() throws Exception {
        var first = model(provider(STUB, ""), "stub-silent", "1", "4");
        var second = model(provider(STUB, ""), "stub-echo", "1", "4");
        var call = hold(shop.customer(CREDIT_N), first, "Hello");
        var kept = new Kept();
        var running = calls.send(call, kept);
        running.stop();
        running.stop();
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Outcome.End.STOPPED);
        calls.settle(call, outcome, "", "");
        assertThat(attempts(call.id())).singleElement().asString().startsWith("STOPPED");
        assertThat(shop.number("SELECT COUNT(*) FROM call_attempt WHERE model_id = ?", second.value()))
                .isZero();
    }

    @Test
    void a_model_that_keeps_failing_is_kept_away_from_until_it_is_the_only_one() throws Exception {
        var ill = model(provider(STUB, ""), "stub-error-500", "1", "4");
        var caller = shop.customer(CREDIT_N);
        for (int i = 0; i < 5; i++) {
            assertThat(healthy.usable(ill)).isTrue();
            assertThat(ended(caller, ill).failure()).contains("PROVIDER_ERROR");
        }
        assertThat(healthy.usable(ill)).isFalse();
        assertThat(circuits.ill()).extracting(Circuits.Ill::model).contains(ill);
        assertThat(ended(caller, ill).failure())
                .as("it is asked nevertheless, because nobody else is there")
                .contains("NONE_WELL");

        var well = model(provider(STUB, ""), "stub-echo", "1", "4");
        var call = hold(caller, ill, "Hello");
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        calls.settle(call, outcome, kept.text.toString(), "");
        assertThat(attempts(call.id())).containsExactly("DONE null 0 " + well + " 1");
    }

    @Test
    void a_crash_between_two_attempts_leaves_nothing_held() throws Exception {
        var first = model(provider(STUB, ""), "stub-silent", "1", "4");
        var caller = shop.customer(CREDIT_N);
        var call = hold(caller, first, "Hello");
        model(provider(STUB, ""), "stub-echo", "2", "8");
        shop.run(
                "UPDATE model_call SET lease_until = '2020-01-01' WHERE id = ?",
                call.id().value());
        Awaitility.await("the sweep").atMost(60, TimeUnit.SECONDS).until(() -> {
            calls.settleExpired(call.id());
            return ledger.wallet(caller.tenant()).held().isZero();
        });
        assertThat(shop.rows(
                        "SELECT state, failure FROM model_call WHERE id = ?",
                        call.id().value()))
                .containsExactly("VOIDED | INTERRUPTED");
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        calls.settle(call, outcome, kept.text.toString(), "");
        assertThat(ledger.wallet(caller.tenant()).available().nanos())
                .as("whoever comes too late is paid nothing")
                .isEqualTo(CREDIT_N);
        assertThat(attempts(call.id())).isEmpty();
    }

    private Outcome ended(Caller caller, ModelId model) throws Exception {
        var call = hold(caller, model, "Hello");
        var kept = new Kept();
        calls.send(call, kept);
        var outcome = kept.end.get(30, TimeUnit.SECONDS);
        calls.settle(call, outcome, kept.text.toString(), "");
        return outcome;
    }

    private HeldCall hold(Caller caller, ModelId model, String text) {
        return hold(caller, model, text, null);
    }

    private HeldCall hold(Caller caller, ModelId model, String text, String sameAs) {
        var key = sameAs == null ? Ids.next().toString() : keyOf(sameAs);
        return calls.hold(
                caller,
                new Question(
                        model, List.of(new Question.Line(Question.Voice.USER, text)), 100, key, "0".repeat(64), null));
    }

    private String keyOf(String call) {
        return shop.rows("SELECT idempotency_key FROM model_call WHERE id = ?", call)
                .get(0);
    }

    private List<String> attempts(RequestId call) {
        return shop.rows(
                "SELECT CONCAT(outcome, ' ', IFNULL(failure, 'null'), ' ', retriable, ' ', model_id, ' ', delivered)"
                        + " FROM call_attempt WHERE call_id = ? ORDER BY number",
                call.value());
    }

    private ProviderId provider(String url, String key) {
        return providers.add(
                operator,
                ProviderKind.OPENAI,
                new ProviderForm("P-" + Ids.next(), url, true, 3, 3, 3, 20, Map.of()),
                key);
    }

    private ModelId model(ProviderId provider, String upstream, String input, String output) {
        var model = models.add(
                operator,
                provider,
                "m-" + Ids.next(),
                upstream,
                new ModelForm(label, ModelKind.CHAT, "o200k_base", 10_000, 1000, Capabilities.NONE));
        models.addPrice(
                operator, model, USD, new PriceTag(new BigDecimal(input), null, null, new BigDecimal(output)), null);
        models.turn(operator, model, true);
        return model;
    }
}
