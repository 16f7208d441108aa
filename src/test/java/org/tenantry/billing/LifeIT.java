package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Wish;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/**
 * A year of a tenant's life in Berlin, played hour by hour where it matters: trial, conversion, an upgrade in mid-month,
 * seats up and down, allowance spent, overage on the credit line, top-up, late payment with suspension, downgrade, end. Each
 * invoice is an expected table; the books balance at every step.
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LifeIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Inject
    Shop shop;

    @Inject
    PeriodClose periodClose;

    @Inject
    PlanChanges changes;

    @Inject
    Invoices invoices;

    @Inject
    BillingAccounts accounts;

    @Inject
    Dunning dunning;

    @Inject
    Tenants tenants;

    @Inject
    Lots lots;

    @Inject
    Meter meter;

    private Caller admin;
    private OfferedModel model;
    private int billed;

    /** Collected, so that one look shows all that is not as expected. */
    private final List<String> differences = new ArrayList<>();

    @AfterEach
    void the_clock_is_real_again() {
        PlayedClock.real();
    }

    @Test
    void a_year() {
        at("2031-06-10T09:00");
        admin = shop.customer(0, BERLIN);
        model = shop.model("10", "0");
        accounts.terms(operator(), admin.tenant(), "VAT", 1900, false);
        var team = shop.plan(
                "Team",
                "base_fee_n = 49000000000, seat_fee_n = 12000000000, included_seats = 5, allowance_n = 20000000000,"
                        + " credit_line_n = 50000000000, trial_days = 14, trial_allowance_n = 5000000000");
        var business = shop.plan(
                "Business",
                "base_fee_n = 99000000000, seat_fee_n = 12000000000, included_seats = 5, allowance_n = 60000000000,"
                        + " credit_line_n = 100000000000");

        // trial: nothing is asked, five dollars may be tried
        assertThat(choose(team, 5).act()).isEqualTo(Preview.Act.TRIAL);
        spend("3");
        night("2031-06-21");
        assertThat(told("trial.ending")).isEqualTo(1);
        expect();

        // the trial converts on its day: seven of thirty days
        night("2031-06-24");
        expect(
                "START FINALISED | BASE 49.00 x1 2031-06-24..2031-07-01 7/30 exact 11.43 settled 0.00 due 11.43 tax 2.17",
                "total 13.60");
        pay("13.60");

        // June: use was paid by the trial's allowance; July in advance
        night("2031-07-01");
        night("2031-07-02");
        expect(
                "PERIOD FINALISED | USAGE x300020 2031-06-10..2031-06-11 exact 3.00 settled 3.00 due 0.00 tax 0.00",
                "| BASE 49.00 x1 2031-07-01..2031-08-01 exact 49.00 settled 0.00 due 49.00 tax 9.31",
                "total 58.31");
        pay("58.31");

        // an upgrade in mid-month: 21 of 31 days come back and are charged anew
        at("2031-07-11T10:00");
        assertThat(choose(business, 5).act()).isEqualTo(Preview.Act.UPGRADE);
        expect(
                "CHANGE FINALISED | BASE_CREDIT 49.00 x1 2031-07-11..2031-08-01 21/31 exact -33.19 settled 0.00 due -33.19 tax -6.31",
                "| BASE 99.00 x1 2031-07-11..2031-08-01 21/31 exact 67.06 settled 0.00 due 67.06 tax 12.74",
                "total 40.30");
        pay("40.30");

        // three more seats for sixteen days
        at("2031-07-16T10:00");
        assertThat(choose(business, 8).act()).isEqualTo(Preview.Act.MORE_SEATS);
        expect(
                "CHANGE FINALISED | SEATS 12.00 x3 2031-07-16..2031-08-01 16/31 exact 18.58 settled 0.00 due 18.58 tax 3.53",
                "total 22.11");
        pay("22.11");

        // the allowance is spent, the rest is lent: overage, billed in arrears
        spend("70");
        night("2031-08-01");
        night("2031-08-02");
        expect(
                "PERIOD FINALISED | USAGE x7000020 2031-07-16..2031-07-17 exact 70.00 settled 47.096774194 due 22.90 tax 4.35",
                "| BASE 99.00 x1 2031-08-01..2031-09-01 exact 99.00 settled 0.00 due 99.00 tax 18.81",
                "| SEATS 12.00 x3 2031-08-01..2031-09-01 exact 36.00 settled 0.00 due 36.00 tax 6.84",
                "total 187.90");
        pay("187.90");

        // fewer seats wait for September; a top-up pays what the allowance does not
        at("2031-08-10T10:00");
        assertThat(choose(business, 6).act()).isEqualTo(Preview.Act.FEWER_SEATS);
        lots.credit(
                admin.tenant(),
                org.tenantry.ledger.LotKind.PAID,
                usd("30"),
                java.util.Optional.empty(),
                "life-" + admin.tenant(),
                "");
        spend("65");
        night("2031-09-01");
        night("2031-09-02");
        expect(
                "PERIOD FINALISED | USAGE x6500020 2031-08-10..2031-08-11 exact 65.00 settled 65.00 due 0.00 tax 0.00",
                "| BASE 99.00 x1 2031-09-01..2031-10-01 exact 99.00 settled 0.00 due 99.00 tax 18.81",
                "| SEATS 12.00 x1 2031-09-01..2031-10-01 exact 12.00 settled 0.00 due 12.00 tax 2.28",
                "total 132.09");

        // nobody pays: due on the 16th, reminded, warned, suspended
        for (int day = 3; day <= 30; day++) {
            night("2031-09-%02d".formatted(day));
            if (day == 16) {
                assertThat(states()).doesNotContain("OVERDUE");
            }
        }
        assertThat(told("invoice.reminder")).isEqualTo(3);
        assertThat(told("invoice.warning")).isEqualTo(1);
        assertThat(told("invoice.suspended")).isEqualTo(1);
        assertThatThrownBy(() -> tenants.mayCall(admin)).isInstanceOf(Refusal.class);
        refused(() -> choose(team, 5), "billing.refusal.overdue");
        night("2031-10-01");
        night("2031-10-02");
        expect(
                "PERIOD FINALISED | BASE 99.00 x1 2031-10-01..2031-11-01 exact 99.00 settled 0.00 due 99.00 tax 18.81",
                "| SEATS 12.00 x1 2031-10-01..2031-11-01 exact 12.00 settled 0.00 due 12.00 tax 2.28",
                "total 132.09");

        // paying lifts it at once
        at("2031-10-03T10:00");
        pay("132.09");
        tenants.mayCall(admin);
        assertThat(told("service.lifted")).isEqualTo(1);
        pay("132.09");
        assertThat(states()).containsOnly("PAID");

        // a downgrade is planned, withdrawn and planned again
        at("2031-10-20T10:00");
        assertThat(choose(team, 5).act()).isEqualTo(Preview.Act.DOWNGRADE);
        changes.withdraw(admin);
        assertThat(choose(team, 5).act()).isEqualTo(Preview.Act.DOWNGRADE);
        spend("1");
        night("2031-11-01");
        night("2031-11-02");
        expect(
                "PERIOD FINALISED | USAGE x100020 2031-10-20..2031-10-21 exact 1.00 settled 1.00 due 0.00 tax 0.00",
                "| BASE 49.00 x1 2031-11-01..2031-12-01 exact 49.00 settled 0.00 due 49.00 tax 9.31",
                "total 58.31");
        pay("58.31");

        // cancelled for the end of November; December's use is paid from what was topped up
        at("2031-11-15T10:00");
        changes.cancel(admin);
        night("2031-12-01");
        assertThat(told("subscription.ended")).isEqualTo(1);
        at("2031-12-10T10:00");
        spend("4");
        night("2032-01-01");
        night("2032-01-02");
        expect(
                "PERIOD PAID | USAGE x400020 2031-12-10..2031-12-11 exact 4.00 settled 4.00 due 0.00 tax 0.00",
                "total 0.00");

        // through the leap day nothing is asked of somebody who uses nothing
        for (int month = 2; month <= 6; month++) {
            night("2032-%02d-01".formatted(month));
            night("2032-%02d-02".formatted(month));
        }
        expect();
        assertThat(lots.takeable(admin.tenant(), org.tenantry.ledger.LotKind.PAID))
                .isEqualTo(usd("21"));
        assertThat(shop.rows(
                        "SELECT from_day, to_day, state FROM period WHERE tenant_id = ? ORDER BY from_day DESC LIMIT 5",
                        admin.tenant().value()))
                .containsExactly(
                        "2032-06-01 | 2032-07-01 | OPEN",
                        "2032-05-01 | 2032-06-01 | CLOSED",
                        "2032-04-01 | 2032-05-01 | CLOSED",
                        "2032-03-01 | 2032-04-01 | CLOSED",
                        "2032-02-01 | 2032-03-01 | CLOSED");
        assertThat(differences).isEmpty();
    }

    /** Time acts on this tenant as the clock lets it: shortly after local midnight of that day. */
    private void night(String day) {
        at(day + "T00:05");
        periodClose.close(admin.tenant());
        changes.endTrial(admin.tenant());
        shop.rows(
                        "SELECT id FROM invoice WHERE tenant_id = ? AND state = 'DRAFT' AND finalise_after <= ?",
                        admin.tenant().value(),
                        LocalDateTime.parse(day + "T00:05")
                                .atZone(BERLIN)
                                .withZoneSameInstant(java.time.ZoneOffset.UTC)
                                .toLocalDateTime())
                .forEach(id -> invoices.finalise(admin.tenant(), UUID.fromString(id)));
        dunning.run(admin.tenant());
        balanced(day);
    }

    private Preview choose(UUID version, int seats) {
        var preview = changes.preview(admin, version, seats);
        var done = changes.choose(admin, version, seats, preview.now().total());
        assertThat(done.now().total()).isEqualTo(preview.now().total());
        balanced("after a change");
        return done;
    }

    private void spend(String dollars) {
        long tokens =
                new BigDecimal(dollars).multiply(BigDecimal.valueOf(100_000)).longValueExact();
        var call = meter.hold(
                        admin,
                        new Wish(
                                RequestId.next(),
                                Wish.Origin.CHAT,
                                model,
                                tokens,
                                true,
                                100,
                                Ids.next().toString(),
                                "body",
                                null))
                .id();
        meter.end(call, new Meter.Ended(CallEnd.DONE, TokenUsage.of(tokens, 20), 20, null));
        balanced("after use");
    }

    /** Pays the oldest open invoice, which must ask for this much. */
    private void pay(String amount) {
        var open = UUID.fromString(shop.rows(
                        "SELECT id FROM invoice WHERE tenant_id = ? AND state IN ('FINALISED', 'OVERDUE') ORDER BY number LIMIT 1",
                        admin.tenant().value())
                .get(0));
        assertThat(invoices.due(admin.tenant(), open)).isEqualTo(usd(amount));
        assertThat(invoices.receive(admin.tenant(), open, usd(amount), "pay-" + open, ""))
                .isEqualTo(usd("0"));
        balanced("after a payment");
    }

    /** The invoices that are new since the last time, as a table; the last expected row is the total of the last. */
    private void expect(String... expected) {
        var fresh = shop.rows(
                "SELECT i.id FROM invoice i WHERE i.tenant_id = ? ORDER BY i.drafted_at, i.id LIMIT 1000 OFFSET "
                        + billed,
                admin.tenant().value());
        billed += fresh.size();
        var table = new ArrayList<String>();
        for (var id : fresh) {
            var head = shop.rows(
                            "SELECT CONCAT(kind, ' ', state), total_n FROM invoice WHERE id = ?", UUID.fromString(id))
                    .get(0)
                    .split(" \\| ");
            var lines = shop.rows(
                    "SELECT CONCAT('| ', kind, IF(unit_n IS NULL, '', CONCAT(' ', ROUND(unit_n / 1e9, 2))), ' x', quantity, ' ',"
                            + " service_from, '..', service_to, IF(days IS NULL, '', CONCAT(' ', days, '/', of_days)),"
                            + " ' exact ', ROUND(exact_n / 1e9, 2), ' settled ',"
                            + " IF(settled_n % 10000000 = 0, CAST(ROUND(settled_n / 1e9, 2) AS CHAR), CAST(CAST(settled_n / 1e9 AS DECIMAL(20, 9)) AS CHAR)),"
                            + " ' due ', ROUND(amount_n / 1e9, 2), ' tax ', ROUND(tax_n / 1e9, 2))"
                            + " FROM invoice_line WHERE invoice_id = ? ORDER BY line",
                    UUID.fromString(id));
            for (int i = 0; i < lines.size(); i++) {
                table.add(i == 0 ? head[0] + " " + lines.get(i) : lines.get(i));
            }
            table.add("total "
                    + new BigDecimal(head[1]).movePointLeft(9).setScale(2).toPlainString());
        }
        if (!table.equals(List.of(expected))) {
            differences.add("expected " + List.of(expected) + "\n but found " + table);
        }
    }

    private List<String> states() {
        return shop.rows(
                "SELECT state FROM invoice WHERE tenant_id = ?", admin.tenant().value());
    }

    private int told(String kind) {
        return shop.rows(
                        "SELECT id FROM notice WHERE tenant_id = ? AND kind = ?",
                        admin.tenant().value(),
                        kind)
                .size();
    }

    private void balanced(String when) {
        assertThat(shop.brokenInvariants()).as(when).isEmpty();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable act, String key) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }

    private static void at(String local) {
        PlayedClock.at(LocalDateTime.parse(local).atZone(BERLIN).toInstant());
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), Shop.USD);
    }

    private static Caller operator() {
        return new Caller(null, null, null, false, true, java.util.Locale.ENGLISH, java.time.ZoneOffset.UTC, null);
    }
}
