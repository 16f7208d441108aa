package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Asking;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** Decisions as they are stored with their calls, what they saved by hand-worked numbers, and whose rules count. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutesIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long CREDIT_N = 50_000_000_000L;

    /** 40 tokens in and 50 out, at 1 and 2 a million: (40 × 1 + 50 × 2) / 1e6. */
    private static final long CHEAP_N = 140_000;

    /** The same at 100 and 200 a million: (40 × 100 + 50 × 200) / 1e6. */
    private static final long DEAR_N = 14_000_000;

    private static final TokenUsage USED = TokenUsage.of(40, 50);
    private static final Outcome DONE = new Outcome(Outcome.End.DONE, Optional.of(USED), Optional.empty());

    @Inject
    Shop shop;

    @Inject
    Calls calls;

    @Inject
    Routes routes;

    @Inject
    Rules rules;

    @Inject
    Aliases aliases;

    @Inject
    ModelChoices choices;

    @Inject
    Savings savings;

    @Inject
    Budgets budgets;

    @Inject
    Catalogue catalogue;

    @Inject
    Asking asking;

    private final Caller operator = new Caller(null, null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    private final List<ModelId> planted = new ArrayList<>();

    @AfterEach
    void take_the_models_away() {
        planted.forEach(model -> shop.run("UPDATE model SET state = 'OFF' WHERE id = ?", model.value()));
        shop.run("DELETE FROM model_alias WHERE tenant_id = '00000000-0000-0000-0000-000000000000'");
    }

    @Test
    void a_decision_is_stored_with_its_rule_and_what_it_saved_by_hand_worked_numbers() {
        var caller = customer("CHF");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        rules.add(caller, Whose.TENANT, form("Short ones", "{\"tokensTo\":50}", Target.model(cheap)));
        var held = asking.hold(caller, Asked.AUTO, "Hi");
        assertThat(held.model().id()).isEqualTo(cheap);
        assertThat(held.route().candidates()).containsExactly(cheap, dear);
        assertThat(stored(held)).isEqualTo("auto | RULE | Short ones | [\"Cheap\",\"Dear\"] | null | null | null");

        var receipt = asking.settle(held, DONE);
        assertThat(receipt.charge().nanos()).isEqualTo(CHEAP_N);
        assertThat(receipt.routed()).hasValueSatisfying(routed -> {
            assertThat(routed.rule()).isEqualTo("Short ones");
            assertThat(routed.model()).isEqualTo("Cheap");
            assertThat(routed.strongest()).isFalse();
            assertThat(routed.saved().orElseThrow().nanos()).isEqualTo(DEAR_N - CHEAP_N);
        });
        assertThat(stored(held))
                .isEqualTo("auto | RULE | Short ones | [\"Cheap\",\"Dear\"] | 140000 | 14000000 | 13860000");
        assertThat(calls.receipts(caller, List.of(held.id())).get(held.id())).isEqualTo(receipt);
        assertThat(shop.brokenInvariants()).isEmpty();
    }

    @Test
    void the_strongest_saves_nothing_and_a_rule_that_costs_more_than_it_never_counts_against_others() {
        var caller = customer("SEK");
        var cheap = model("Cheap but strong", 5, "1", "2", caller);
        var dear = model("Dear but weak", 2, "100", "200", caller);
        var strongest = asking.hold(caller, Asked.STRONGEST, "Hi");
        assertThat(strongest.model().id()).isEqualTo(cheap);
        assertThat(asking.settle(strongest, DONE)
                        .routed()
                        .orElseThrow()
                        .saved()
                        .orElseThrow()
                        .isZero())
                .isTrue();
        rules.add(caller, Whose.TENANT, form("Dear", "{}", Target.model(dear)));
        var lost = asking.hold(caller, Asked.AUTO, "Hi");
        var receipt = asking.settle(lost, DONE);
        assertThat(receipt.charge().nanos()).isEqualTo(DEAR_N);
        assertThat(receipt.routed().orElseThrow().saved().orElseThrow().isZero())
                .isTrue();
        assertThat(stored(lost)).endsWith("| 14000000 | 140000 | 0");
    }

    @Test
    void a_call_that_nobody_pays_saves_nothing_and_one_that_is_settled_twice_saves_once() throws Exception {
        var caller = customer("NOK");
        model("Cheap", 1, "1", "2", caller);
        model("Dear", 5, "100", "200", caller);
        var failed = asking.hold(caller, Asked.AUTO, "Hi");
        asking.settle(failed, new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("TEST")));
        assertThat(stored(failed)).endsWith("| null | null | null");
        var paid = asking.hold(caller, Asked.AUTO, "Hi");
        var runners = Executors.newFixedThreadPool(8);
        try {
            for (var run : runners.invokeAll(java.util.Collections.nCopies(
                    8, (Callable<Receipt>) () -> Retry.transaction(() -> asking.settle(paid, DONE))))) {
                assertThat(run.get()
                                .routed()
                                .orElseThrow()
                                .saved()
                                .orElseThrow()
                                .nanos())
                        .isEqualTo(DEAR_N - CHEAP_N);
            }
        } finally {
            runners.shutdownNow();
        }
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM call_saving WHERE tenant_id = ?",
                        caller.tenant().value()))
                .isOne();
    }

    @Test
    void a_call_whose_server_died_tells_what_it_saved_too() {
        var caller = customer("DKK");
        model("Cheap", 1, "1", "2", caller);
        model("Dear", 5, "100", "200", caller);
        var held = asking.hold(caller, Asked.AUTO, "Hi");
        calls.checkpoint(held, "a few words that were said", "");
        shop.run(
                "UPDATE model_call SET lease_until = '2020-01-01' WHERE id = ?",
                held.id().value());
        var receipt = calls.settleExpired(held.id()).orElseThrow();
        assertThat(receipt.routed().orElseThrow().saved().orElseThrow().nanos())
                .isEqualTo(99 * receipt.charge().nanos());
    }

    @Test
    void a_decision_and_a_saving_are_never_changed_or_deleted() {
        var caller = customer("PLN");
        model("Cheap", 1, "1", "2", caller);
        var held = asking.hold(caller, Asked.AUTO, "Hi");
        asking.settle(held, DONE);
        for (var sql : List.of(
                "UPDATE call_route SET asked = 'x' WHERE call_id = ?",
                "DELETE FROM call_route WHERE call_id = ?",
                "UPDATE call_saving SET saved_n = 0 WHERE call_id = ?",
                "DELETE FROM call_saving WHERE call_id = ?")) {
            assertThatThrownBy(() -> shop.run(sql, held.id().value())).hasMessageContaining("never");
        }
    }

    @Test
    void a_model_that_was_asked_for_by_its_name_is_no_decision() {
        var caller = customer("CZK");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var held = asking.hold(caller, Asked.model(cheap), "Hi");
        assertThat(asking.settle(held, DONE).routed()).isEmpty();
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM call_route WHERE call_id = ?",
                        held.id().value()))
                .isZero();
    }

    @Test
    void an_alias_leads_to_its_model_the_tenants_before_the_operators_and_compares_with_nothing() {
        var caller = customer("HUF");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        var other = customer("HUF");
        aliases.set(operator, Whose.OPERATOR, "best", cheap);
        assertThat(asking.hold(caller, Asked.alias("best"), "Hi").model().id()).isEqualTo(cheap);
        aliases.set(caller, Whose.TENANT, "best", dear);
        var held = asking.hold(caller, Asked.alias("best"), "Hi");
        assertThat(held.model().id()).isEqualTo(dear);
        assertThat(asking.hold(other, Asked.alias("best"), "Hi").model().id()).isEqualTo(cheap);
        assertThat(asking.settle(held, DONE).routed().orElseThrow().saved()).isEmpty();
        assertThatThrownBy(() -> asking.hold(caller, Asked.alias("nobody"), "Hi"))
                .extracting(refused -> ((Refusal) refused).key())
                .isEqualTo("calls.refusal.alias.unknown");
        rules.add(caller, Whose.TENANT, form("By name", "{}", Target.alias("best")));
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(dear);
        refused("calls.refusal.alias.used", () -> aliases.remove(caller, Whose.TENANT, "best"));
        for (var name : List.of(
                "",
                "A",
                "auto",
                "strongest",
                "x y",
                "-x",
                "x".repeat(65),
                Ids.next().toString())) {
            refused("calls.refusal.alias.name", () -> aliases.set(caller, Whose.TENANT, name, dear));
        }
        refused(
                "calls.refusal.alias.model",
                () -> aliases.set(
                        caller,
                        Whose.TENANT,
                        shop.rows("SELECT name FROM model WHERE id = ?", dear.value())
                                .get(0),
                        dear));
        assertThatThrownBy(() -> aliases.set(caller, Whose.TENANT, "gone", ModelId.next()))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void what_the_admin_switches_off_is_neither_asked_nor_chosen() {
        var caller = customer("RON");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        choices.allow(caller, Set.of(dear));
        assertThat(choices.list(caller))
                .filteredOn(ModelChoices.Row::allowed)
                .extracting(ModelChoices.Row::id)
                .containsExactly(dear);
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(dear);
        assertThatThrownBy(() -> asking.hold(caller, Asked.model(cheap), "Hi"))
                .extracting(refused -> ((Refusal) refused).key())
                .isEqualTo("calls.refusal.modelRefused");
        refused("calls.refusal.models.none", () -> choices.allow(caller, Set.of()));
        assertThatThrownBy(() -> choices.allow(caller, Set.of(ModelId.next()))).isInstanceOf(NotFound.class);
        choices.allow(caller, Set.of(cheap, dear));
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(cheap);
    }

    @Test
    void a_budget_that_is_nearly_used_sends_to_the_cheapest_and_only_then() {
        var caller = customer("ISK");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        rules.add(caller, Whose.TENANT, form("Save", "{\"budgetBelow\":90}", Target.CHEAPEST));
        rules.add(caller, Whose.TENANT, form("Best", "{}", Target.STRONGEST));
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(dear);
        budgets.set(
                caller,
                Optional.of(caller.member()),
                Budget.Unit.MONEY,
                Budget.Span.MONTH,
                Optional.empty(),
                Optional.of(1_000_000_000L));
        assertThat(budgets.leftPercent(caller)).isEqualTo(OptionalInt.of(100));
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(dear);
        shop.run(
                "UPDATE budget_use SET used = 200000000 WHERE tenant_id = ?",
                caller.tenant().value());
        assertThat(budgets.leftPercent(caller).orElseThrow()).isLessThan(90);
        assertThat(asking.hold(caller, Asked.AUTO, "Hi").model().id()).isEqualTo(cheap);
        shop.run(
                "UPDATE budget_use SET used = 0 WHERE tenant_id = ?",
                caller.tenant().value());
    }

    @Test
    void rules_are_asked_in_their_order_and_a_change_counts_at_once() {
        var caller = customer("BGN");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        var one = rules.add(caller, Whose.TENANT, form("One", "{}", Target.model(cheap)));
        var two = rules.add(caller, Whose.TENANT, form("Two", "{}", Target.model(dear)));
        assertThat(chosen(caller)).isEqualTo(cheap);
        rules.move(caller, Whose.TENANT, two, true);
        assertThat(chosen(caller)).isEqualTo(dear);
        rules.move(caller, Whose.TENANT, two, true);
        assertThat(rules.list(caller, Whose.TENANT))
                .extracting(RoutingRule::name)
                .containsExactly("Two", "One");
        rules.enable(caller, Whose.TENANT, two, false);
        assertThat(chosen(caller)).isEqualTo(cheap);
        rules.change(caller, Whose.TENANT, one, form("One", "{}", Target.model(dear)));
        assertThat(chosen(caller)).isEqualTo(dear);
        rules.remove(caller, Whose.TENANT, one);
        assertThat(rules.list(caller, Whose.TENANT))
                .extracting(RoutingRule::name)
                .containsExactly("Two");
        assertThat(shop.rows(
                        "SELECT act FROM audit_event WHERE tenant_id = ? AND act LIKE 'routing.%' ORDER BY seq",
                        caller.tenant().value()))
                .containsExactly(
                        "routing.rule.add",
                        "routing.rule.add",
                        "routing.rule.move",
                        "routing.rule.off",
                        "routing.rule.change",
                        "routing.rule.remove");
    }

    @Test
    void a_change_made_elsewhere_counts_within_two_seconds() {
        var caller = customer("TRY");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var dear = model("Dear", 5, "100", "200", caller);
        var rule = rules.add(caller, Whose.TENANT, form("One", "{}", Target.model(dear)));
        assertThat(chosen(caller)).isEqualTo(dear);
        shop.run("UPDATE routing_rule SET enabled = FALSE WHERE id = ?", rule);
        Awaitility.await().atMost(java.time.Duration.ofMillis(2_500)).until(() -> chosen(caller)
                .equals(cheap));
    }

    @Test
    void nobody_reaches_the_rules_names_or_savings_of_another_tenant() {
        var caller = customer("ZAR");
        var cheap = model("Cheap", 1, "1", "2", caller);
        var rule = rules.add(caller, Whose.TENANT, form("Mine", "{}", Target.model(cheap)));
        aliases.set(caller, Whose.TENANT, "mine", cheap);
        asking.settle(asking.hold(caller, Asked.AUTO, "Hi"), DONE);
        var stranger = customer("ZAR");
        assertThatThrownBy(() -> rules.get(stranger, Whose.TENANT, rule)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rules.remove(stranger, Whose.TENANT, rule)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rules.move(stranger, Whose.TENANT, rule, true)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rules.enable(stranger, Whose.TENANT, rule, false))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rules.change(stranger, Whose.TENANT, rule, form("x", "{}", Target.CHEAPEST)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> aliases.remove(stranger, Whose.TENANT, "mine")).isInstanceOf(NotFound.class);
        assertThat(rules.list(stranger, Whose.TENANT)).isEmpty();
        assertThat(routes.table(stranger).aliases()).doesNotContainKey("mine");
        var month = YearMonth.from(java.time.Instant.now().atZone(BERLIN));
        assertThat(savings.lines(caller, month)).hasSize(1);
        assertThat(savings.lines(stranger, month)).isEmpty();

        var member = shop.colleague(caller);
        assertThatThrownBy(() -> rules.list(member, Whose.TENANT)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> choices.list(member)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> savings.lines(member, month)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> rules.list(caller, Whose.OPERATOR)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> rules.list(operator, Whose.TENANT)).isInstanceOf(Forbidden.class);
        var defaults = rules.inherited(caller).get(0).id();
        assertThatThrownBy(() -> rules.remove(caller, Whose.TENANT, defaults)).isInstanceOf(NotFound.class);
    }

    @Test
    void bad_rules_are_refused_and_the_same_one_added_by_many_at_once_is_one() throws Exception {
        var caller = customer("THB");
        var cheap = model("Cheap", 1, "1", "2", caller);
        refused("calls.refusal.rule.name", () -> form(" ", "{}", Target.CHEAPEST));
        refused("calls.refusal.rule.name", () -> form("x".repeat(101), "{}", Target.CHEAPEST));
        assertThatThrownBy(() -> rules.add(caller, Whose.TENANT, form("x", "{}", Target.model(ModelId.next()))))
                .isInstanceOf(Refusal.class);
        refused(
                "calls.refusal.alias.unknown",
                () -> rules.add(caller, Whose.TENANT, form("x", "{}", Target.alias("nobody"))));
        var runners = Executors.newFixedThreadPool(8);
        int added = 0;
        try {
            for (var run : runners.invokeAll(java.util.Collections.nCopies(8, (Callable<UUID>)
                    () -> rules.add(caller, Whose.TENANT, form("Same", "{}", Target.model(cheap)))))) {
                try {
                    run.get();
                    added++;
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(InvalidInput.class);
                }
            }
        } finally {
            runners.shutdownNow();
        }
        assertThat(added).isOne();
        refused("calls.refusal.rule.taken", () -> rules.add(caller, Whose.TENANT, form("same", "{}", Target.CHEAPEST)));
    }

    @Test
    void the_report_sums_by_rule_and_model_and_by_month() {
        var caller = customer("MXN");
        var cheap = model("Cheap", 1, "1", "2", caller);
        model("Dear", 5, "100", "200", caller);
        rules.add(caller, Whose.TENANT, form("Short ones", "{\"tokensTo\":1}", Target.model(cheap)));
        asking.settle(asking.hold(caller, Asked.AUTO, "Hi"), DONE);
        asking.settle(asking.hold(caller, Asked.AUTO, "Hi"), DONE);
        asking.settle(asking.hold(caller, Asked.STRONGEST, "Hi"), DONE);
        var month = YearMonth.from(java.time.Instant.now().atZone(BERLIN));
        var lines = savings.lines(caller, month);
        assertThat(lines)
                .extracting(Savings.Line::rule, Savings.Line::reason, Savings.Line::model)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Short ones", Route.Reason.RULE, "Cheap"),
                        org.assertj.core.groups.Tuple.tuple("", Route.Reason.STRONGER, "Dear"));
        assertThat(lines.get(0).sums().calls()).isEqualTo(2);
        assertThat(lines.get(0).sums().paid().nanos()).isEqualTo(2 * CHEAP_N);
        assertThat(lines.get(0).sums().strongest().nanos()).isEqualTo(2 * DEAR_N);
        assertThat(lines.get(0).sums().saved().nanos()).isEqualTo(2 * (DEAR_N - CHEAP_N));
        assertThat(lines.get(1).sums().saved().isZero()).isTrue();
        var months = savings.months(caller, month, 12);
        assertThat(months).hasSize(12);
        assertThat(months.get(11).sums().saved()).isEqualTo(lines.get(0).sums().saved());
        assertThat(months.get(11).sums().calls()).isEqualTo(3);
        assertThat(months.get(10).sums().calls()).isZero();
        var utc = YearMonth.from(java.time.Instant.now().atZone(ZoneOffset.UTC));
        var mxn = Currency.getInstance("MXN");
        assertThat(savings.currencies(operator)).contains("MXN");
        assertThat(savings.lines(operator, utc, mxn)).hasSize(2);
        assertThat(savings.months(operator, utc, 2, mxn).get(1).sums().calls()).isEqualTo(3);
        assertThatThrownBy(() -> savings.lines(caller, utc, mxn)).isInstanceOf(Forbidden.class);
    }

    @Test
    void a_trial_shows_the_decision_and_changes_nothing() {
        var caller = customer("INR");
        var cheap = model("Cheap", 1, "1", "2", caller);
        rules.add(caller, Whose.TENANT, form("Long ones", "{\"tokensFrom\":50}", Target.STRONGEST));
        var before = shop.number("SELECT COUNT(*) FROM model_call");
        var trial = new Routes.Trial(new Occasion("Hi", 1, 0, false, false), OptionalInt.empty(), false);
        var examined = routes.examine(caller, trial);
        assertThat(examined.rules().get(0).missed()).containsExactly(Conditions.Part.TOKENS);
        assertThat(examined.rules().size()).isGreaterThan(5);
        assertThat(examined.models().get(0).candidate().id()).isEqualTo(cheap);
        assertThat(routes.examine(operator, caller.tenant(), caller.currency(), BERLIN, trial)
                        .rules())
                .hasSameSizeAs(examined.rules());
        assertThatThrownBy(() -> routes.examine(shop.colleague(caller), trial)).isInstanceOf(Forbidden.class);
        assertThat(shop.number("SELECT COUNT(*) FROM model_call")).isEqualTo(before);
    }

    @Test
    void what_is_chosen_at_first_is_the_tenants_word_before_the_operators() {
        var caller = customer("ILS");
        var cheap = model("Cheap", 1, "1", "2", caller);
        choices.begin(caller, Whose.TENANT, Asked.model(cheap));
        assertThat(routes.table(caller).first()).contains(Asked.model(cheap));
        choices.begin(caller, Whose.TENANT, Asked.AUTO);
        assertThat(routes.table(caller).first()).contains(Asked.AUTO);
        choices.beginAnywhere(caller, Whose.TENANT);
        assertThat(choices.first(caller, Whose.TENANT)).isEmpty();
        refused("refusal.choice", () -> choices.begin(caller, Whose.TENANT, Asked.STRONGEST));
    }

    private ModelId chosen(Caller caller) {
        return routes.choose(caller, Asked.AUTO, new Occasion("Hi", 1, 0, false, false))
                .model();
    }

    private Caller customer(String currency) {
        return shop.customer(CREDIT_N, BERLIN, Currency.getInstance(currency));
    }

    private ModelId model(String label, int strength, String in, String out, Caller caller) {
        var model = shop.model(label, strength, in, out, caller.currency());
        planted.add(model);
        Awaitility.await("the offer of " + label).until(() -> catalogue.offered(caller.currency()).stream()
                .anyMatch(one -> one.id().equals(model)));
        return model;
    }

    private String stored(HeldCall call) {
        return shop.rows(
                        "SELECT r.asked, r.reason, r.rule_name, r.candidates, s.price_n, s.strongest_n, s.saved_n"
                                + " FROM call_route r LEFT JOIN call_saving s ON s.call_id = r.call_id WHERE r.call_id = ?",
                        call.id().value())
                .get(0);
    }

    private static Rules.Form form(String name, String json, Target target) {
        return new Rules.Form(name, ConditionsText.read(json), target);
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOf(Refusal.class)
                .extracting(refusal -> ((Refusal) refusal).key())
                .isEqualTo(key);
    }
}
