package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.Keyring;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Forbidden;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** Limits of API keys: what counts for them, under real threads, and who may set them. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyBudgetIT {
    private static final long ONE_HOLD_N = 4_100_000;

    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Budgets budgets;

    @Inject
    ApiKeys keys;

    @Inject
    ServiceAccounts services;

    @Inject
    Keyring keyring;

    @Test
    void twenty_calls_at_once_with_a_key_that_may_make_three_make_three_and_the_others_hear_its_name()
            throws Exception {
        var admin = shop.customer(100 * ONE_HOLD_N);
        var model = shop.model("10", "30");
        var key = keyring.open(keys.create(admin, KeyForm.named("batch")).secret(), null);
        budgets.setForKey(
                admin, key.id(), Budget.Unit.MONEY, Budget.Span.DAY, Optional.empty(), Optional.of(3 * ONE_HOLD_N));
        var held = Together.run(
                20,
                i -> Retry.transaction(
                        () -> meter.hold(key.caller(), wish(model, "k" + i)).id()));
        assertThat(held).filteredOn(RequestId.class::isInstance).hasSize(3);
        assertThat(held).filteredOn(BudgetReached.class::isInstance).hasSize(17).allSatisfy(refused -> {
            assertThat(((BudgetReached) refused).key()).isEqualTo("metering.refusal.budget.key.money");
            assertThat(((BudgetReached) refused).arguments()).endsWith("batch");
        });
        var free = meter.hold(admin, wish(model, "without")).id();
        for (var id : held) {
            if (id instanceof RequestId request) {
                end(request);
            }
        }
        end(free);
        assertThat(budgets.ofKeys(admin)).singleElement().satisfies(budget -> {
            assertThat(budget.key()).contains(key.id());
            assertThat(budget.used()).isEqualTo(3 * 4_000_000L);
            assertThat(budget.held()).isZero();
        });
        assertThat(budgets.mine(admin)).isEmpty();
        assertThat(budgets.mine(key.caller())).hasSize(1);
        assertThat(shop.rows(
                        "SELECT COUNT(*), COUNT(api_key_id) FROM model_call WHERE tenant_id = ?",
                        admin.tenant().value()))
                .containsExactly("4 | 3");
        assertThat(shop.brokenInvariants()).isEmpty();
    }

    @Test
    void a_limit_counts_what_its_key_used_earlier_in_the_span_and_starts_anew_with_the_next() {
        PlayedClock.at("2031-03-01T12:00:00Z");
        try {
            var admin = shop.customer(100 * ONE_HOLD_N);
            var model = shop.model("10", "30");
            var account = services.add(admin, "Crawler");
            var one = keyring.open(
                    keys.createFor(admin, account, KeyForm.named("one")).secret(), null);
            var two = keyring.open(
                    keys.createFor(admin, account, KeyForm.named("two")).secret(), null);
            end(meter.hold(one.caller(), wish(model, "a")).id());
            end(meter.hold(two.caller(), wish(model, "b")).id());
            budgets.setForKey(
                    admin, one.id(), Budget.Unit.TOKENS, Budget.Span.DAY, Optional.of(200L), Optional.of(350L));
            assertThat(budgets.ofKeys(admin)).singleElement().matches(b -> b.used() == 200 && b.softReached());
            var shortened = meter.hold(one.caller(), wish(model, "c"));
            assertThat(shortened).matches(hold -> hold.mostOutputTokens() < 100);
            end(meter.hold(two.caller(), wish(model, "d")).id());
            meter.end(shortened.id(), new Meter.Ended(CallEnd.FAILED, null, 0, null));

            PlayedClock.at("2031-03-02T12:00:00Z");
            assertThat(budgets.ofKeys(admin).get(0).used()).isZero();
            end(meter.hold(one.caller(), wish(model, "e")).id());
            assertThat(budgets.ofKeys(admin).get(0).used()).isEqualTo(200);
            budgets.remove(admin, budgets.ofKeys(admin).get(0).id());
            assertThat(budgets.ofKeys(admin)).isEmpty();
        } finally {
            PlayedClock.real();
        }
    }

    @Test
    void only_an_admin_of_its_own_tenant_limits_a_key_and_only_to_something() {
        var admin = shop.customer(0);
        var bob = shop.colleague(admin);
        var eve = shop.customer(0);
        var key = keys.create(bob, KeyForm.named("ci")).id();
        assertThatThrownBy(() -> limit(bob, key, 5L)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> limit(eve, key, 5L)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> limit(admin, UUID.randomUUID(), 5L)).isInstanceOf(NotFound.class);
        for (long bad : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> limit(admin, key, bad)).isInstanceOf(InvalidInput.class);
        }
        limit(admin, key, Long.MAX_VALUE);
        limit(admin, key, 7L);
        assertThat(budgets.ofKeys(bob))
                .singleElement()
                .matches(budget -> budget.hardLimit().get() == 7L);
        assertThat(budgets.ofKeys(eve)).isEmpty();
        assertThat(budgets.list(admin)).isEmpty();
    }

    private void limit(Caller as, UUID key, long hard) {
        budgets.setForKey(as, key, Budget.Unit.TOKENS, Budget.Span.WEEK, Optional.empty(), Optional.of(hard));
    }

    private void end(RequestId id) {
        Retry.transaction(() -> meter.end(id, new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 100), 100, null)));
    }

    private static Wish wish(OfferedModel model, String key) {
        return new Wish(RequestId.next(), Wish.Origin.API, model, 100, true, 100, key, "body", null);
    }
}
