package org.tenantry.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Question;
import org.tenantry.limits.LimitReached;
import org.tenantry.metering.AlreadyAsked;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Tariff;
import org.tenantry.values.Ids;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;

/** What a plan includes holds for every call, however many are made at the same moment. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EntitlementsIT {
    private static final long CREDIT_N = 50_000_000_000L;
    private static final Outcome FAILED = new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("TEST"));

    @Inject
    Shop shop;

    @Inject
    Plans plans;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Entitlements entitlements;

    @Inject
    Catalogue catalogue;

    @Inject
    Calls calls;

    private final String mark = Ids.next().toString().substring(24);

    @Test
    void without_a_subscription_every_model_may_be_used_without_a_limit() {
        var caller = shop.customer(CREDIT_N);
        var model = model();
        assertThat(entitlements.of(caller.tenant())).isEmpty();
        assertThat(entitlements.mayUse(caller.tenant(), model.id())).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(hold(caller, model, "k" + i)).isNotNull();
        }
    }

    @Test
    void a_model_that_the_plan_does_not_include_is_refused_by_name_and_nothing_is_held() {
        var caller = shop.customer(CREDIT_N);
        var included = model();
        var other = model();
        subscribe(caller, tariff -> {
            tariff.everyModel = false;
            tariff.models = Set.of(included.id().value());
        });
        assertThat(entitlements.mayUse(caller.tenant(), included.id())).isTrue();
        assertThat(entitlements.mayUse(caller.tenant(), other.id())).isFalse();
        assertThat(hold(caller, included, "k1").model().id()).isEqualTo(included.id());
        assertThatThrownBy(() -> hold(caller, other, "k2")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.key()).isEqualTo("plans.refusal.model");
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.arguments()).containsExactly("Limits " + mark, other.label());
        });
        assertThat(callsOf(caller)).isOne();
    }

    @Test
    void thirty_at_once_are_as_many_answers_as_the_plan_lets_be_written() throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model();
        subscribe(caller, tariff -> tariff.streams = 4);
        var results = together(30, i -> hold(caller, model, "k" + i));
        var held = results.stream().filter(HeldCall.class::isInstance).toList();
        assertThat(held).hasSize(4);
        assertThat(results.stream().filter(Refusal.class::isInstance).map(Refusal.class::cast))
                .hasSize(26)
                .allMatch(refusal ->
                        refusal.key().equals("limits.refusal.STREAMS.TENANT.PLAN") && refusal.status() == 429);
        assertThat(callsOf(caller)).isEqualTo(4);

        calls.settle((HeldCall) held.get(0), FAILED, "", "");
        assertThat(hold(caller, model, "next")).isNotNull();
        assertThatThrownBy(() -> hold(caller, model, "one too many")).isInstanceOf(LimitReached.class);
    }

    @Test
    void thirty_at_once_are_as_many_questions_as_the_plan_allows_in_a_minute() throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model();
        subscribe(caller, tariff -> tariff.requestsPerMinute = 7);
        var results = together(30, i -> {
            var call = hold(caller, model, "k" + i);
            calls.settle(call, FAILED, "", "");
            return call;
        });
        assertThat(results).filteredOn(HeldCall.class::isInstance).hasSize(7);
        assertThat(results.stream().filter(Refusal.class::isInstance).map(Refusal.class::cast))
                .hasSize(23)
                .allSatisfy(refusal -> {
                    assertThat(refusal.key()).isEqualTo("limits.refusal.REQUESTS.TENANT.PLAN");
                    assertThat(refusal.status()).isEqualTo(429);
                    assertThat((long) refusal.arguments().get(1)).isBetween(1L, 62L);
                    assertThat(refusal.arguments().get(2)).isEqualTo("Limits " + mark);
                });
        assertThat(callsOf(caller)).isEqualTo(7);
    }

    @Test
    void one_request_sent_thirty_times_is_one_and_never_one_too_many() throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model();
        subscribe(caller, tariff -> {
            tariff.streams = 1;
            tariff.requestsPerMinute = 1;
        });
        var results = together(30, i -> hold(caller, model, "same"));
        assertThat(results).filteredOn(HeldCall.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(AlreadyAsked.class::isInstance).hasSize(29);
    }

    @Test
    void limits_of_one_tenant_are_not_those_of_another() {
        var model = model();
        var first = shop.customer(CREDIT_N);
        var second = shop.customer(CREDIT_N);
        subscribe(first, tariff -> tariff.streams = 1);
        hold(first, model, "k");
        assertThatThrownBy(() -> hold(shop.colleague(first), model, "k")).isInstanceOf(Refusal.class);
        assertThat(hold(second, model, "k")).isNotNull();
    }

    /** A model that is offered: the catalogue is read from memory that is up to two seconds old. */
    private OfferedModel model() {
        var model = shop.model("1", "2");
        Awaitility.await().until(() -> catalogue.offered(Shop.USD).stream()
                .anyMatch(offered -> offered.id().equals(model.id())));
        return model;
    }

    private HeldCall hold(Caller caller, OfferedModel model, String key) {
        var lines = List.of(new Question.Line(Question.Voice.USER, "Hello"));
        return Retry.transaction(
                () -> calls.hold(caller, new Question(model.id(), lines, 100, key, "0".repeat(64), null)));
    }

    private void subscribe(Caller caller, Consumer<Tariff> changes) {
        var operator = new Caller(caller.person(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
        var plan = plans.add(operator, "Limits " + mark, Terms.Audience.COMPANY, 0);
        var version = plans.draft(operator, plan, Tariff.with(changes));
        plans.putOnSale(operator, version);
        subscriptions.start(
                caller.tenant(), caller.person(), plans.terms(version), 1, LocalDate.of(2031, 1, 1), Optional.empty());
    }

    private long callsOf(Caller caller) {
        return shop.number(
                "SELECT COUNT(*) FROM model_call WHERE tenant_id = ?",
                caller.tenant().value());
    }

    private static List<Object> together(int threads, IntFunction<Object> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var start = new CyclicBarrier(threads);
            var tasks = new ArrayList<Callable<Object>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    try {
                        return work.apply(number);
                    } catch (Refusal refusal) {
                        return refusal;
                    }
                });
            }
            var results = new ArrayList<Object>();
            for (var future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
