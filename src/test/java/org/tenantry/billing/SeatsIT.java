package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.audit.AuditEvent;
import org.tenantry.audit.AuditLog;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Tariff;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;

/** Seats on the real database: never more than were bought, never nobody left to manage them. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeatsIT {
    @Inject
    Shop shop;

    @Inject
    Plans plans;

    @Inject
    PlanChanges changes;

    @Inject
    Seats seats;

    @Inject
    Tenants tenants;

    @Inject
    AuditLog audit;

    private Caller admin;
    private Caller operator;
    private java.util.UUID plan;

    @BeforeEach
    void open() {
        admin = shop.customer(0);
        operator = new Caller(admin.person(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
        plan = plans.add(operator, "Seats " + Ids.next(), Terms.Audience.COMPANY, 90);
    }

    @AfterEach
    void clear() {
        plans.withdraw(operator, plan);
    }

    @Test
    void of_twenty_who_come_back_at_once_one_finds_the_free_seat() throws Exception {
        var gone = new ArrayList<MemberId>();
        for (int i = 0; i < 20; i++) {
            var member = shop.colleague(admin).member();
            seats.remove(admin, member);
            gone.add(member);
        }
        buy(2);
        var answers = together(gone.stream()
                .map(member -> (Callable<Object>) () -> attempt(() -> seats.giveBack(admin, member)))
                .toList());
        assertThat(answers).filteredOn("done"::equals).hasSize(1);
        assertThat(answers).filteredOn("billing.refusal.seatLimit"::equals).hasSize(19);
        assertThat(tenants.seatsTaken(admin.tenant())).isEqualTo(2);
        assertThat(seats.board(admin).full()).isTrue();
    }

    @Test
    void a_seat_is_given_back_and_taken_again_and_written_down() {
        var member = shop.colleague(admin).member();
        buy(2);
        seats.remove(admin, member);
        seats.remove(admin, member);
        assertThat(seats.board(admin).free()).isEqualTo(1);
        seats.giveBack(admin, member);
        seats.giveBack(admin, member);
        assertThat(seats.board(admin).free()).isZero();
        assertThat(audit.events(admin.tenant(), 0, 50))
                .extracting(AuditEvent::act)
                .containsSubsequence("seat.give", "seat.remove");
    }

    @Test
    void a_seat_that_goes_with_the_next_period_is_not_given_away() {
        var member = shop.colleague(admin).member();
        buy(2);
        seats.remove(admin, member);
        changes.choose(admin, version(), 1, null);
        assertThatThrownBy(() -> seats.giveBack(admin, member))
                .isInstanceOf(SeatLimitReached.class)
                .extracting("key")
                .isEqualTo("billing.refusal.seatLimitNext");
    }

    @Test
    void without_a_plan_there_is_no_limit() {
        var member = shop.colleague(admin).member();
        seats.remove(admin, member);
        seats.giveBack(admin, member);
        assertThat(tenants.seatsTaken(admin.tenant())).isEqualTo(2);
    }

    @Test
    void nobody_removes_themself_the_last_admin_or_somebody_elses_member() {
        var colleague = shop.colleague(admin);
        var stranger = shop.customer(0);
        assertThatThrownBy(() -> seats.remove(admin, admin.member()))
                .extracting("key")
                .isEqualTo("billing.refusal.removeSelf");
        assertThatThrownBy(() -> seats.remove(admin, stranger.member())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> seats.giveBack(admin, stranger.member())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> seats.remove(colleague, admin.member())).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> seats.board(colleague)).isInstanceOf(Forbidden.class);
    }

    @Test
    void two_admins_who_remove_each_other_at_once_do_not_both_succeed() throws Exception {
        var other = shop.colleague(admin);
        tenants.seat(admin.tenant(), other.person(), Role.ADMIN);
        var second = new Caller(
                other.person(),
                admin.tenant(),
                other.member(),
                true,
                false,
                Locale.ENGLISH,
                admin.zone(),
                admin.currency());
        var answers = together(List.of(
                () -> attempt(() -> seats.remove(admin, second.member())),
                () -> attempt(() -> seats.remove(second, admin.member()))));
        assertThat(answers).containsExactlyInAnyOrder("done", "billing.refusal.lastAdmin");
        assertThat(tenants.seatsTaken(admin.tenant())).isOne();
    }

    private static Object attempt(Runnable work) {
        try {
            Retry.transaction(work);
            return "done";
        } catch (Refusal refusal) {
            return refusal.key();
        }
    }

    private static List<Object> together(List<Callable<Object>> works) throws Exception {
        var runners = Executors.newFixedThreadPool(works.size());
        try {
            var answers = new ArrayList<>();
            for (var run : runners.invokeAll(works)) {
                answers.add(run.get());
            }
            return answers;
        } finally {
            runners.shutdownNow();
        }
    }

    private void buy(int count) {
        var draft = plans.draft(operator, plan, Tariff.with(tariff -> tariff.seatFee = new BigDecimal("3")));
        plans.putOnSale(operator, draft);
        changes.choose(admin, draft, count, null);
    }

    private java.util.UUID version() {
        return plans.history(operator, plan).get(0).terms().version();
    }
}
