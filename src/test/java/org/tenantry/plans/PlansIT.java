package org.tenantry.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.audit.AuditEvent;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Tariff;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;

/** The catalogue of plans on the real database: what was sold is never edited, and everything is written down. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlansIT {
    @Inject
    Shop shop;

    @Inject
    Plans plans;

    @Inject
    Subscriptions subscriptions;

    @Inject
    AuditLog audit;

    private final String mark = Ids.next().toString().substring(24);
    private Caller operator;
    private Caller customer;

    @BeforeEach
    void open() {
        customer = shop.customer(0);
        operator = new Caller(customer.person(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    }

    @Test
    void a_draft_is_written_anew_and_a_version_on_sale_is_followed_by_another() {
        var plan = plan("Team");
        var draft = plans.draft(operator, plan, Tariff.priced("49"));
        assertThat(plans.draft(operator, plan, Tariff.priced("59"))).isEqualTo(draft);
        assertThat(mine()).isEmpty();
        plans.putOnSale(operator, draft);
        assertThat(mine()).extracting(Terms::version).containsExactly(draft);
        assertThat(plans.terms(draft).baseFee().units()).isEqualByComparingTo("59");

        var second = plans.draft(operator, plan, Tariff.priced("69"));
        assertThat(second).isNotEqualTo(draft);
        plans.putOnSale(operator, second);
        assertThat(mine()).extracting(Terms::version).containsExactly(second);
        assertThat(plans.history(operator, plan))
                .extracting(
                        row -> row.terms().number(),
                        Plans.VersionRow::state,
                        row -> row.onSaleAt() != null,
                        Plans.VersionRow::subscriptions)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, Plans.VersionState.ON_SALE, true, 0L),
                        org.assertj.core.groups.Tuple.tuple(1, Plans.VersionState.RETIRED, true, 0L));
    }

    @Test
    void a_subscription_keeps_the_version_that_it_was_sold() {
        var plan = plan("Kept");
        var first = sell(plan, Tariff.priced("20"));
        subscribe(first);
        sell(plan, Tariff.priced("40"));
        assertThat(subscriptions
                        .of(customer.tenant())
                        .orElseThrow()
                        .terms()
                        .baseFee()
                        .units())
                .isEqualByComparingTo("20");
        assertThat(plans.history(operator, plan))
                .extracting(Plans.VersionRow::subscriptions)
                .containsExactly(0L, 1L);
        assertThat(row(plan).subscriptions()).isOne();
    }

    @Test
    void what_was_on_sale_is_edited_by_nobody() {
        var model = shop.model("1", "2").id().value();
        var plan = plan("Edited");
        var sold = sell(plan, Tariff.with(tariff -> {
            tariff.everyModel = false;
            tariff.models = Set.of(model);
            tariff.everyPlugin = false;
            tariff.plugins = Set.of("search");
        }));
        assertThat(plans.terms(sold).models()).containsExactly(model);
        assertThat(plans.terms(sold).plugins()).containsExactly("search");
        for (var sql : List.of(
                "UPDATE plan_version SET base_fee_n = base_fee_n + 1 WHERE id = ?",
                "UPDATE plan_version SET summary = UPPER(summary) WHERE id = ?",
                "UPDATE plan_version SET streams = 3 WHERE id = ?",
                "UPDATE plan_version SET on_sale_at = NULL WHERE id = ?",
                "UPDATE plan_version SET state = 'DRAFT' WHERE id = ?",
                "DELETE FROM plan_version WHERE id = ?",
                "DELETE FROM plan_version_model WHERE version_id = ?",
                "UPDATE plan_version_plugin SET plugin = 'other' WHERE version_id = ?",
                "INSERT INTO plan_version_plugin (version_id, plugin) VALUES (?, 'more')")) {
            assertThatThrownBy(() -> shop.run(sql, sold)).as(sql).rootCause().hasMessageContaining("never");
        }
        assertRefused("plans.refusal.edited", () -> plans.putOnSale(operator, sold));
        assertRefused("plans.refusal.edited", () -> plans.discard(operator, sold));

        sell(plan, Tariff.priced("1"));
        assertThatThrownBy(() -> shop.run("UPDATE plan_version SET state = 'ON_SALE' WHERE id = ?", sold))
                .rootCause()
                .hasMessageContaining("never edited");
        assertRefused("plans.refusal.edited", () -> plans.putOnSale(operator, sold));
    }

    @Test
    void a_withdrawn_plan_is_not_offered_and_whoever_has_it_keeps_it() {
        var plan = plan("Withdrawn");
        var sold = sell(plan, Tariff.priced("20"));
        subscribe(sold);
        plans.withdraw(operator, plan);
        assertThat(mine()).isEmpty();
        assertThat(row(plan).offered()).isFalse();
        assertThat(subscriptions.of(customer.tenant())).isPresent();
        plans.offer(operator, plan);
        assertThat(mine()).hasSize(1);
    }

    @Test
    void only_a_plan_that_nothing_was_sold_of_can_be_deleted() {
        var plan = plan("Deleted");
        plans.draft(operator, plan, Tariff.priced("1"));
        plans.delete(operator, plan);
        assertThat(plans.list(operator)).noneMatch(row -> row.id().equals(plan));

        var sold = plan("Sold");
        var version = sell(sold, Tariff.priced("1"));
        assertRefused("plans.refusal.wasOnSale", () -> plans.delete(operator, sold));
        subscribe(version);
        assertThatThrownBy(() -> plans.delete(operator, sold)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.key()).isEqualTo("plans.refusal.held");
            assertThat(refusal.arguments()).containsExactly("Sold " + mark, 1L);
        });
        assertThat(row(sold).onSale()).hasSize(1);
    }

    @Test
    void a_draft_can_be_thrown_away_and_its_number_is_free_again() {
        var plan = plan("Discarded");
        var draft = plans.draft(operator, plan, Tariff.priced("1"));
        plans.discard(operator, draft);
        assertThat(plans.history(operator, plan)).isEmpty();
        assertThatThrownBy(() -> plans.discard(operator, draft)).isInstanceOf(NotFound.class);
    }

    @Test
    void each_currency_has_its_own_version_and_a_tenant_sees_only_its_own() {
        var plan = plan("Currencies");
        var dollars = sell(plan, Tariff.priced("20"));
        var euros = sell(plan, Tariff.with(tariff -> tariff.currency = "EUR"));
        assertThat(mine()).extracting(Terms::version).containsExactly(dollars);
        assertThat(row(plan).onSale()).extracting(Terms::version).containsExactly(euros, dollars);
        plans.draft(operator, plan, Tariff.with(tariff -> tariff.currency = "EUR"));
        assertThat(row(plan).drafts()).isOne();
    }

    @Test
    void names_are_unique_and_the_order_is_the_operators() {
        var first = plan("Anna");
        var second = plan("Bert");
        sell(first, Tariff.priced("1"));
        sell(second, Tariff.priced("2"));
        assertRefused("plans.refusal.taken", () -> plan("Anna"));
        assertRefused("plans.refusal.taken", () -> plans.rename(operator, second, "anna " + mark));
        assertRefused("plans.refusal.name", () -> plans.rename(operator, second, " "));
        assertRefused("plans.refusal.name", () -> plans.rename(operator, second, "n".repeat(101)));
        plans.rename(operator, second, "Berta " + mark);
        plans.reorder(operator, second, -1);
        assertThat(mine()).extracting(Terms::name).containsExactly("Berta " + mark, "Anna " + mark);
    }

    @Test
    void nonsense_is_refused_and_changes_nothing() {
        var plan = plan("Nonsense");
        assertRefused(
                "plans.refusal.unknownModel",
                () -> plans.draft(operator, plan, Tariff.with(tariff -> {
                    tariff.everyModel = false;
                    tariff.models = Set.of(UUID.randomUUID());
                })));
        var personal = plans.add(operator, "Alone " + mark, Terms.Audience.PERSON, 0);
        assertRefused("plans.refusal.personSeats", () -> plans.draft(operator, personal, Tariff.priced("9")));
        assertRefused(
                "plans.refusal.personSeats",
                () -> plans.draft(operator, personal, Tariff.with(tariff -> {
                    tariff.mostSeats = 1;
                    tariff.seatFee = BigDecimal.ONE;
                })));
        assertThat(plans.history(operator, plan)).isEmpty();
        assertThat(plans.history(operator, personal)).isEmpty();
        assertThatThrownBy(() -> plans.draft(operator, UUID.randomUUID(), Tariff.priced("1")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.putOnSale(operator, UUID.randomUUID())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> plans.terms(UUID.randomUUID())).isInstanceOf(NotFound.class);
    }

    @Test
    void nobody_but_the_operator_keeps_the_catalogue() {
        var plan = plan("Walls");
        var draft = plans.draft(operator, plan, Tariff.priced("1"));
        List<Runnable> acts = List.of(
                () -> plans.add(customer, "x", Terms.Audience.COMPANY, 0),
                () -> plans.rename(customer, plan, "x"),
                () -> plans.reorder(customer, plan, 0),
                () -> plans.offer(customer, plan),
                () -> plans.withdraw(customer, plan),
                () -> plans.delete(customer, plan),
                () -> plans.draft(customer, plan, Tariff.priced("1")),
                () -> plans.discard(customer, draft),
                () -> plans.putOnSale(customer, draft),
                () -> plans.list(customer),
                () -> plans.history(customer, plan));
        assertThat(acts).allSatisfy(act -> assertThatThrownBy(act::run).isInstanceOf(Forbidden.class));
    }

    @Test
    void every_act_is_in_the_audit_log_with_who_did_it() {
        var plan = plan("Audited");
        var draft = plans.draft(operator, plan, Tariff.priced("1"));
        plans.putOnSale(operator, draft);
        plans.discard(operator, plans.draft(operator, plan, Tariff.priced("2")));
        plans.withdraw(operator, plan);
        plans.offer(operator, plan);
        plans.reorder(operator, plan, 7);
        plans.rename(operator, plan, "Audited too " + mark);
        var unsold = plan("Unsold");
        plans.delete(operator, unsold);
        var events = audit.events(AuditLog.OPERATOR, 0, 200).stream()
                .filter(event -> customer.person().value().equals(event.person()))
                .toList();
        assertThat(events)
                .extracting(AuditEvent::act)
                .containsExactly(
                        "plan.delete",
                        "plan.add",
                        "plan.rename",
                        "plan.place",
                        "plan.offer",
                        "plan.withdraw",
                        "plan.discard",
                        "plan.draft",
                        "plan.onSale",
                        "plan.draft",
                        "plan.add");
    }

    private UUID plan(String name) {
        return plans.add(operator, name + " " + mark, Terms.Audience.COMPANY, 0);
    }

    private UUID sell(UUID plan, PlanForm form) {
        var version = plans.draft(operator, plan, form);
        plans.putOnSale(operator, version);
        return version;
    }

    private void subscribe(UUID version) {
        subscriptions.start(
                customer.tenant(),
                customer.person(),
                plans.terms(version),
                1,
                LocalDate.of(2031, 1, 1),
                Optional.empty());
    }

    private List<Terms> mine() {
        return plans.offered(customer).stream()
                .filter(terms -> terms.name().endsWith(mark))
                .toList();
    }

    private Plans.PlanRow row(UUID plan) {
        return plans.list(operator).stream()
                .filter(row -> row.id().equals(plan))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }
}
