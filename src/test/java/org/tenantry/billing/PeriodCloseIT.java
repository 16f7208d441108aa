package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Periods;
import org.tenantry.metering.Wish;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** Periods turn at local midnight and are billed once, whatever clocks, nodes and running calls do. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeriodCloseIT {
    private static final long DOLLAR = Money.NANOS_PER_UNIT;

    @Inject
    Shop shop;

    @Inject
    Periods periods;

    @Inject
    PeriodClose periodClose;

    @Inject
    Lots lots;

    @Inject
    PlanChanges changes;

    @Inject
    Meter meter;

    @AfterEach
    void the_clock_is_real_again() {
        PlayedClock.real();
    }

    @Test
    void months_of_every_zone_follow_each_other_without_a_gap_through_a_year_with_a_leap_day() {
        for (var name : List.of(
                "Pacific/Auckland",
                "Asia/Kolkata",
                "Asia/Shanghai",
                "Africa/Cairo",
                "Europe/Berlin",
                "America/Sao_Paulo",
                "America/Los_Angeles",
                "Pacific/Apia")) {
            var zone = ZoneId.of(name);
            PlayedClock.at(LocalDate.of(2031, 9, 15).atStartOfDay(zone).toInstant());
            var tenant = shop.customer(0, zone).tenant();
            for (int month = 1; month <= 14; month++) {
                var midnight = LocalDate.of(2031, 9, 1)
                        .plusMonths(month)
                        .atStartOfDay(zone)
                        .toInstant();
                PlayedClock.at(midnight.minusMillis(1));
                periodClose.close(tenant);
                assertThat(closed(tenant.value()))
                        .as(name + " before " + midnight)
                        .hasSize(month - 1);
                PlayedClock.at(midnight);
                periodClose.close(tenant);
                assertThat(closed(tenant.value())).as(name + " at " + midnight).hasSize(month);
                assertThat(periods.open(tenant).start()).isEqualTo(midnight);
            }
            assertThat(closed(tenant.value()))
                    .as(name)
                    .contains("2032-02-01 | 2032-03-01", "2031-10-01 | 2031-11-01", "2032-03-01 | 2032-04-01");
        }
    }

    @Test
    void an_anchor_of_the_31st_is_the_last_day_of_shorter_months_and_comes_back() {
        PlayedClock.at("2031-12-31T12:00:00Z");
        var admin = shop.customer(0);
        changes.choose(admin, shop.plan("Anniversary", "base_fee_n = 31000000000, cycle = 'ANNIVERSARY'"), 1, null);
        for (var at = Instant.parse("2032-01-01T01:00:00Z");
                at.isBefore(Instant.parse("2032-07-01T00:00:00Z"));
                at = at.plusSeconds(86_400)) {
            PlayedClock.at(at);
            periodClose.close(admin.tenant());
        }
        assertThat(closed(admin.tenant().value()))
                .containsExactly(
                        "2031-12-01 | 2032-01-31",
                        "2032-01-31 | 2032-02-29",
                        "2032-02-29 | 2032-03-31",
                        "2032-03-31 | 2032-04-30",
                        "2032-04-30 | 2032-05-31",
                        "2032-05-31 | 2032-06-30");
        assertThat(shop.rows(
                        "SELECT service_from, service_to, amount_n FROM invoice_line WHERE tenant_id = ? ORDER BY 1",
                        admin.tenant().value()))
                .hasSize(7)
                .allMatch(line -> line.endsWith("31000000000"))
                .first()
                .isEqualTo("2031-12-31 | 2032-01-31 | 31000000000");
    }

    @Test
    void what_is_used_while_a_close_was_missed_for_three_days_belongs_to_the_new_period() {
        PlayedClock.at("2031-03-20T10:00:00Z");
        var admin = shop.customer(100 * DOLLAR);
        var model = shop.model("10", "0");
        spend(admin, model, 3);
        PlayedClock.at("2031-04-03T10:00:00Z");
        spend(admin, model, 5);
        PlayedClock.at("2031-04-03T12:00:00Z");
        periodClose.close(admin.tenant());
        periodClose.close(admin.tenant());
        assertThat(shop.rows(
                        "SELECT p.from_day, p.state, COALESCE(p.total_n, -1), COALESCE(p.events, -1) FROM period p"
                                + " WHERE p.tenant_id = ? ORDER BY 1",
                        admin.tenant().value()))
                .containsExactly("2031-03-01 | CLOSED | 3000000000 | 1", "2031-04-01 | OPEN | -1 | -1");
        assertThat(shop.rows(
                        "SELECT kind, state, total_n FROM invoice WHERE tenant_id = ?",
                        admin.tenant().value()))
                .containsExactly("PERIOD | DRAFT | 0");
        assertThat(shop.rows(
                        "SELECT kind, exact_n, settled_n, amount_n FROM invoice_line WHERE tenant_id = ?",
                        admin.tenant().value()))
                .containsExactly("USAGE | 3000000000 | 3000000000 | 0");
    }

    @Test
    void a_call_that_began_before_midnight_and_ended_after_is_late_use_of_the_new_period() {
        PlayedClock.at("2031-03-31T21:59:59Z");
        var admin = shop.customer(100 * DOLLAR);
        var model = shop.model("10", "0");
        var call = meter.hold(admin, wish(model, 1)).id();
        PlayedClock.at("2031-03-31T22:00:01Z");
        end(call, 1);
        assertThat(shop.rows(
                        "SELECT day, late, charge_n FROM usage_day WHERE tenant_id = ?",
                        admin.tenant().value()))
                .containsExactly("2031-04-01 | 1 | 1000000000");
    }

    @Test
    void eight_closers_at_once_make_one_bill() throws Exception {
        PlayedClock.at("2031-05-02T10:00:00Z");
        var admin = shop.customer(0);
        changes.choose(admin, shop.plan("Team", "base_fee_n = 31000000000, allowance_n = 5000000000"), 1, null);
        var midnight = Instant.parse("2031-05-31T22:00:00Z");
        together(8, i -> PlayedClock.at(midnight, () -> Retry.transaction(() -> periodClose.close(admin.tenant()))));
        assertThat(shop.rows(
                        "SELECT kind, COUNT(*) FROM invoice WHERE tenant_id = ? GROUP BY kind",
                        admin.tenant().value()))
                .containsExactly("START | 1", "PERIOD | 1");
        assertThat(shop.rows(
                        "SELECT kind, COUNT(*), SUM(granted_n) FROM credit_lot WHERE tenant_id = ? GROUP BY kind",
                        admin.tenant().value()))
                .containsExactly("PLAN | 2 | 9838709678");
    }

    @Test
    void use_that_arrives_while_a_period_closes_falls_wholly_into_one() throws Exception {
        PlayedClock.at("2031-06-20T10:00:00Z");
        var admin = shop.customer(1000 * DOLLAR);
        var model = shop.model("10", "0");
        var before = Instant.parse("2031-06-30T21:59:59.999Z");
        var after = Instant.parse("2031-06-30T22:00:00.001Z");
        together(12, i -> {
            for (int round = 0; round < 5; round++) {
                var at = i % 3 == 0 ? after : before;
                PlayedClock.at(at, () -> {
                    if (i % 4 == 3) {
                        return Retry.transaction(() -> periodClose.close(admin.tenant()));
                    }
                    var call = Retry.transaction(
                            () -> meter.hold(admin, wish(model, 1)).id());
                    return Retry.transaction(() -> end(call, 1));
                });
            }
            return null;
        });
        PlayedClock.at(after);
        periodClose.close(admin.tenant());
        assertThat(shop.rows(
                        "SELECT COUNT(*), 0 FROM usage_event WHERE tenant_id = ?",
                        admin.tenant().value()))
                .containsExactly("45 | 0");
        assertThat(shop.rows(
                        "SELECT p.id FROM period p WHERE p.tenant_id = ? AND p.state = 'CLOSED' AND (p.total_n, p.events) <>"
                                + " (SELECT COALESCE(SUM(u.charge_n), 0), COUNT(*) FROM usage_event u"
                                + " WHERE u.period_id = p.id)",
                        admin.tenant().value()))
                .isEmpty();
    }

    @Test
    void use_of_a_closed_period_cannot_be_changed_or_added() {
        PlayedClock.at("2031-03-20T10:00:00Z");
        var admin = shop.customer(100 * DOLLAR);
        var call = spend(admin, shop.model("10", "0"), 3);
        PlayedClock.at("2031-04-01T10:00:00Z");
        periodClose.close(admin.tenant());
        assertThatThrownBy(() -> shop.run("UPDATE usage_event SET charge_n = 0 WHERE call_id = ?", call.value()))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> shop.run("DELETE FROM usage_event WHERE call_id = ?", call.value()))
                .hasMessageContaining("append-only");
    }

    @Test
    void a_change_of_zone_acts_from_the_next_period() {
        PlayedClock.at("2031-03-20T10:00:00Z");
        var tenant = shop.customer(0, ZoneId.of("Pacific/Auckland")).tenant();
        shop.run("UPDATE tenant SET zone = 'America/Los_Angeles' WHERE id = ?", tenant.value());
        PlayedClock.at(LocalDate.of(2031, 4, 1)
                .atStartOfDay(ZoneId.of("Pacific/Auckland"))
                .toInstant());
        periodClose.close(tenant);
        var open = periods.open(tenant);
        assertThat(open.zone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(open.days().from()).isEqualTo(LocalDate.of(2031, 4, 1));
        assertThat(open.end())
                .isEqualTo(LocalDate.of(2031, 5, 1)
                        .atStartOfDay(ZoneId.of("America/Los_Angeles"))
                        .toInstant());
    }

    @Test
    void what_an_allowance_has_left_is_carried_over_as_far_as_the_plan_allows() {
        PlayedClock.at("2031-05-01T10:00:00Z");
        var admin = shop.customer(0);
        changes.choose(admin, shop.plan("Roll", "allowance_n = 10000000000, rollover_cap_n = 4000000000"), 1, null);
        spend(admin, shop.model("10", "0"), 1);
        PlayedClock.at("2031-06-01T10:00:00Z");
        periodClose.close(admin.tenant());
        assertThat(lots.takeable(admin.tenant(), LotKind.PLAN).nanos()).isEqualTo(14 * DOLLAR);
    }

    @Test
    void a_tenant_that_would_be_billed_twice_is_parked() {
        PlayedClock.at("2031-05-01T10:00:00Z");
        var admin = shop.customer(10 * DOLLAR);
        periodClose.park(admin.tenant(), "test");
        PlayedClock.at("2031-06-01T10:00:00Z");
        periodClose.close(admin.tenant());
        assertThat(closed(admin.tenant().value())).hasSize(1);
        assertThat(shop.rows(
                        "SELECT id FROM invoice WHERE tenant_id = ?",
                        admin.tenant().value()))
                .isEmpty();
        assertThatThrownBy(() -> meter.hold(admin, wish(shop.model("10", "0"), 1)))
                .isInstanceOf(org.tenantry.ledger.WalletParked.class);
    }

    private List<String> closed(UUID tenant) {
        return shop.rows(
                "SELECT from_day, to_day FROM period WHERE tenant_id = ? AND state = 'CLOSED' ORDER BY from_day",
                tenant);
    }

    private RequestId spend(Caller caller, OfferedModel model, int dollars) {
        var call = meter.hold(caller, wish(model, dollars)).id();
        end(call, dollars);
        return call;
    }

    private Object end(RequestId call, int dollars) {
        return meter.end(call, new Meter.Ended(CallEnd.DONE, TokenUsage.of(dollars * 100_000L, 20), 20, null));
    }

    private static Wish wish(OfferedModel model, int dollars) {
        return new Wish(
                RequestId.next(),
                Wish.Origin.CHAT,
                model,
                dollars * 100_000L,
                true,
                100,
                Ids.next().toString().toLowerCase(Locale.ROOT),
                "body",
                null);
    }

    private static void together(int threads, java.util.function.IntFunction<Object> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var start = new CyclicBarrier(threads);
            var tasks = new ArrayList<Callable<Object>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    return work.apply(number);
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
