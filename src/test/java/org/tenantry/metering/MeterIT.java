package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.InsufficientCredit;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Statements;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** Holds, settlements, budgets and the books, on the real database and under real threads. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeterIT {
    /** A hold of 100 prompt and 100 output tokens at 10 and 30 a million: (110 × 10 + 100 × 30) / 1e6. */
    private static final long ONE_HOLD_N = 4_100_000;

    /** What is charged for it in full: (100 × 10 + 100 × 30) / 1e6. */
    private static final long ONE_CHARGE_N = 4_000_000;

    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Budgets budgets;

    @Inject
    Statements statements;

    @Inject
    UsageReport usage;

    @Test
    void fifty_threads_on_a_wallet_that_pays_ten_calls_send_exactly_ten() throws Exception {
        var caller = shop.customer(10 * ONE_HOLD_N);
        var model = shop.model("10", "30");
        var held = together(
                50,
                i -> Retry.transaction(
                        () -> meter.hold(caller, wish(model, "k" + i)).id()));
        assertThat(held).filteredOn(RequestId.class::isInstance).hasSize(10);
        assertThat(held).filteredOn(InsufficientCredit.class::isInstance).hasSize(40);
        assertThat(ledger.wallet(caller.tenant()).free().nanos()).isZero();

        var done = new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 100), 100, null);
        var ids = held.stream()
                .filter(RequestId.class::isInstance)
                .map(RequestId.class::cast)
                .toList();
        together(10, i -> Retry.transaction(() -> meter.end(ids.get(i), done)));
        var wallet = ledger.wallet(caller.tenant());
        assertThat(wallet.held().nanos()).isZero();
        assertThat(wallet.available().nanos()).isEqualTo(10 * (ONE_HOLD_N - ONE_CHARGE_N));
    }

    @Test
    void the_same_request_key_sent_fifty_times_is_one_call() throws Exception {
        var caller = shop.customer(100 * ONE_HOLD_N);
        var model = shop.model("10", "30");
        var held = together(
                50,
                i -> Retry.transaction(
                        () -> meter.hold(caller, wish(model, "same")).id()));
        assertThat(held).filteredOn(RequestId.class::isInstance).hasSize(1);
        var first = (RequestId)
                held.stream().filter(RequestId.class::isInstance).findFirst().orElseThrow();
        assertThat(held).filteredOn(AlreadyAsked.class::isInstance).hasSize(49).allSatisfy(refused -> assertThat(
                        ((AlreadyAsked) refused).first())
                .isEqualTo(first));
        assertThat(meter.asked(caller, "same", "body")).contains(first);
        assertThatThrownBy(() -> meter.asked(caller, "same", "another body")).isInstanceOf(KeyReused.class);
        meter.end(first, new Meter.Ended(CallEnd.FAILED, null, 0, "UNREACHABLE"));
    }

    @Test
    void a_call_ends_once_however_often_it_is_ended() throws Exception {
        var caller = shop.customer(2 * ONE_HOLD_N);
        var id = meter.hold(caller, wish(shop.model("10", "30"), "k")).id();
        meter.checkpoint(id, 40);
        shop.run("UPDATE model_call SET lease_until = '2020-01-01' WHERE id = ?", id.value());
        var done = new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 50), 50, null);
        together(20, i -> Retry.transaction(() -> i % 2 == 0 ? meter.end(id, done) : meter.endExpired(id)));
        var postings = statements.postings(caller, 0, 10);
        assertThat(postings).hasSize(2);
        assertThat(postings.get(0).change().nanos()).isIn(-2_500_000L, -2_200_000L);
        assertThat(ledger.wallet(caller.tenant()).held().nanos()).isZero();
    }

    @Test
    void lots_are_spent_in_order_and_each_leaves_an_entry() {
        var caller = shop.customer(0);
        var model = shop.model("10", "30");
        credit(caller, LotKind.PAID, 1_000_000, Optional.empty());
        credit(caller, LotKind.PROMO, 1_000_000, Optional.empty());
        credit(caller, LotKind.PROMO, 700_000, Optional.of(Instant.parse("2099-01-01T00:00:00Z")));
        credit(caller, LotKind.PLAN, 300_000, Optional.of(Instant.parse("2098-01-01T00:00:00Z")));
        var id = meter.hold(caller, wish(model, "k")).id();
        meter.end(id, new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 40), 40, null));

        var posting = statements.postings(caller, 0, 1).get(0);
        assertThat(posting.change().nanos()).isEqualTo(-2_200_000);
        assertThat(statements.entries(caller, posting.id()))
                .extracting(
                        e -> e.account() + " " + e.lotKind() + " " + e.amount().nanos())
                .containsExactly(
                        "WALLET PLAN -300000",
                        "WALLET PROMO -700000",
                        "WALLET PROMO -1000000",
                        "WALLET PAID -200000",
                        "REVENUE null 2200000");
        assertThat(statements.lots(caller))
                .singleElement()
                .satisfies(lot -> assertThat(lot.remaining().nanos()).isEqualTo(800_000));
    }

    @Test
    void a_wallet_that_pays_for_less_shortens_the_answer_and_refuses_a_useless_one() {
        var model = shop.model("10", "30");
        var half = shop.customer(1_100_000 + 50 * 30_000);
        var hold = meter.hold(half, wish(model, "k"));
        assertThat(hold.mostOutputTokens()).isEqualTo(50);
        assertThat(hold.shortened()).isTrue();
        meter.end(hold.id(), new Meter.Ended(CallEnd.FAILED, null, 0, null));

        var poor = shop.customer(1_100_000 + 15 * 30_000);
        assertThatThrownBy(() -> meter.hold(poor, wish(model, "k"))).isInstanceOf(InsufficientCredit.class);
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM model_call WHERE tenant_id = ?",
                        poor.tenant().value()))
                .isZero();
    }

    @Test
    void more_than_was_held_is_the_operators_overrun() {
        var caller = shop.customer(100 * ONE_HOLD_N);
        var id = meter.hold(caller, wish(shop.model("10", "30"), "k")).id();
        var receipt = meter.end(id, new Meter.Ended(CallEnd.LENGTH, TokenUsage.of(120, 100), 100, null));
        assertThat(receipt.charge().nanos()).isEqualTo(ONE_HOLD_N);
        assertThat(shop.number("SELECT overrun_n FROM usage_event WHERE call_id = ?", id.value()))
                .isEqualTo(100_000);
    }

    @Test
    void a_call_whose_server_died_is_paid_up_to_its_last_checkpoint() {
        var caller = shop.customer(3 * ONE_HOLD_N);
        var model = shop.model("10", "30");
        var spoke = meter.hold(caller, wish(model, "a")).id();
        var silent = meter.hold(caller, wish(model, "b")).id();
        var alive = meter.hold(caller, wish(model, "c")).id();
        assertThat(meter.checkpoint(spoke, 10)).isTrue();
        assertThat(meter.expired(Wish.Origin.CHAT)).doesNotContain(spoke, silent, alive);
        shop.run("UPDATE model_call SET lease_until = '2020-01-01' WHERE id IN (?, ?)", spoke.value(), silent.value());
        assertThat(meter.expired(Wish.Origin.CHAT)).contains(spoke, silent).doesNotContain(alive);

        assertThat(meter.endExpired(alive)).isEmpty();
        assertThat(meter.endExpired(spoke).orElseThrow().charge().nanos()).isEqualTo(1_300_000);
        assertThat(meter.endExpired(silent).orElseThrow().charged()).isFalse();
        assertThat(meter.checkpoint(spoke, 20))
                .as("a swept call tells its writer to stop")
                .isFalse();
        meter.end(alive, new Meter.Ended(CallEnd.FAILED, null, 0, null));
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(3 * ONE_HOLD_N - 1_300_000);
    }

    @Test
    void a_hard_limit_counts_what_is_held_and_names_itself() {
        var caller = shop.customer(100 * ONE_HOLD_N);
        var model = shop.model("10", "30");
        budgets.set(
                caller, Optional.empty(), Budget.Unit.TOKENS, Budget.Span.DAY, Optional.of(150L), Optional.of(430L));
        var first = meter.hold(caller, wish(model, "a"));
        var second = meter.hold(caller, wish(model, "b"));
        assertThat(first.shortened()).isFalse();
        assertThatThrownBy(() -> meter.hold(caller, wish(model, "c")))
                .isInstanceOf(BudgetReached.class)
                .satisfies(refused ->
                        assertThat(((BudgetReached) refused).arguments()).startsWith(Budget.Span.DAY, 430L, 420L));
        meter.end(first.id(), new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 20), 20, null));
        meter.end(second.id(), new Meter.Ended(CallEnd.FAILED, null, 0, null));
        assertThat(budgets.list(caller)).singleElement().satisfies(budget -> {
            assertThat(budget.used()).isEqualTo(120);
            assertThat(budget.held()).isZero();
            assertThat(budget.softReached()).isFalse();
        });
        var third = meter.hold(caller, wish(model, "d"));
        meter.end(third.id(), new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 30), 30, null));
        assertThat(budgets.list(caller).get(0).softReached()).isTrue();
    }

    @Test
    void a_members_money_limit_binds_the_member_alone() {
        var admin = shop.customer(100 * ONE_HOLD_N);
        var colleague = shop.colleague(admin);
        var model = shop.model("10", "30");
        budgets.set(
                admin,
                Optional.of(colleague.member()),
                Budget.Unit.MONEY,
                Budget.Span.MONTH,
                Optional.empty(),
                Optional.of(ONE_HOLD_N));
        var one = meter.hold(colleague, wish(model, "a"));
        assertThatThrownBy(() -> meter.hold(colleague, wish(model, "b"))).isInstanceOf(BudgetReached.class);
        var other = meter.hold(admin, wish(model, "c"));
        for (var id : List.of(one.id(), other.id())) {
            meter.end(id, new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 100), 100, null));
        }
        assertThat(budgets.mine(colleague)).singleElement().satisfies(b -> assertThat(b.used())
                .isEqualTo(ONE_CHARGE_N));
        assertThat(budgets.mine(admin)).isEmpty();

        budgets.set(
                admin, Optional.empty(), Budget.Unit.MONEY, Budget.Span.MONTH, Optional.empty(), Optional.of(1L << 40));
        assertThat(budgets.mine(admin))
                .as("what was used earlier in the span counts for a new limit")
                .singleElement()
                .satisfies(b -> assertThat(b.used()).isEqualTo(2 * ONE_CHARGE_N));
    }

    @Test
    void credit_whose_time_is_over_ends_but_for_what_is_held() {
        var caller = shop.customer(0);
        credit(caller, LotKind.PROMO, 2 * ONE_HOLD_N, Optional.of(Instant.parse("2099-01-01T00:00:00Z")));
        var id = meter.hold(caller, wish(shop.model("10", "30"), "k")).id();
        shop.run(
                "UPDATE credit_lot SET expires_at = '2020-01-01' WHERE tenant_id = ?",
                caller.tenant().value());
        assertThat(lots.withExpiredLots()).contains(caller.tenant());
        lots.expire(caller.tenant());
        lots.expire(caller.tenant());
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(ONE_HOLD_N);
        meter.end(id, new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 100), 100, null));
        lots.expire(caller.tenant());
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isZero();
    }

    @Test
    void a_credit_with_the_same_reference_is_given_once() throws Exception {
        var caller = shop.customer(0);
        var given = together(
                20,
                i -> Retry.transaction(() -> lots.credit(
                        caller.tenant(),
                        LotKind.PROMO,
                        new Money(500, USD),
                        Optional.empty(),
                        "gift-" + caller.tenant(),
                        "")));
        assertThat(given).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(500);
    }

    @Test
    void another_tenants_call_looks_like_none() {
        var caller = shop.customer(ONE_HOLD_N);
        var other = shop.customer(0);
        var id = meter.hold(caller, wish(shop.model("10", "30"), "k")).id();
        assertThat(meter.receipts(caller, List.of(id))).containsKey(id);
        assertThat(meter.receipts(other, List.of(id))).isEmpty();
        meter.end(id, new Meter.Ended(CallEnd.DONE, null, 10, null));
        var from = Instant.parse("2020-01-01T00:00:00Z");
        var to = Instant.parse("2100-01-01T00:00:00Z");
        assertThat(usage.total(caller, UsageReport.Of.ME, from, to).tokens()).isEqualTo(110);
        assertThat(usage.lines(caller, UsageReport.Of.TENANT, UsageReport.By.MODEL, from, to))
                .hasSize(1);
        assertThat(usage.total(other, UsageReport.Of.TENANT, from, to).calls()).isZero();
        assertThatThrownBy(() -> statements.entries(
                        other, statements.postings(caller, 0, 1).get(0).id()))
                .isInstanceOf(org.tenantry.values.NotFound.class);
    }

    @Test
    void use_is_summed_into_local_days() {
        PlayedClock.at("2030-03-28T12:00:00Z");
        try {
            var caller = shop.customer(10 * ONE_HOLD_N);
            var model = shop.model("10", "30");
            for (var at : List.of(
                    "2030-03-30T22:59:59Z", "2030-03-30T23:00:00Z", "2030-03-31T21:59:59Z", "2030-03-31T22:00:00Z")) {
                PlayedClock.at(at);
                var id = meter.hold(caller, wish(model, at)).id();
                meter.end(id, new Meter.Ended(CallEnd.DONE, TokenUsage.of(100, 10), 10, null));
            }
            var first = java.time.LocalDate.of(2030, 3, 30);
            assertThat(usage.days(caller, UsageReport.Of.ME, first, first.plusDays(2)))
                    .extracting(day -> day.sums().calls())
                    .containsExactly(1L, 2L, 1L);
        } finally {
            PlayedClock.real();
        }
    }

    private void credit(Caller caller, LotKind kind, long nanos, Optional<Instant> expires) {
        lots.credit(
                caller.tenant(),
                kind,
                new Money(nanos, USD),
                expires,
                Ids.next().toString(),
                "");
    }

    private static Wish wish(OfferedModel model, String key) {
        return new Wish(RequestId.next(), Wish.Origin.CHAT, model, 100, true, 100, key, "body", null);
    }

    /** Runs the work on that many threads at the same moment and collects results and refusals. */
    private static List<Object> together(int threads, java.util.function.IntFunction<Object> work) throws Exception {
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
                    } catch (org.tenantry.values.Refusal refusal) {
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
