package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.billing.Sold.EUR;
import static org.tenantry.billing.Sold.eur;
import static org.tenantry.billing.Sold.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.metering.PeriodUse;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.Price;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InvoiceDraftTest {
    private static final Tax VAT = new Tax("VAT", 1900);

    @ParameterizedTest
    @CsvSource({
        // price, first day, days charged, days of the month, asked
        "50, 2031-08-10, 22, 31, 35.48",
        "50, 2031-08-01, 31, 31, 50.00",
        "50, 2031-08-31, 1, 31, 1.61",
        "30, 2032-02-29, 1, 29, 1.03",
        "30, 2031-02-28, 1, 28, 1.07",
        "99.99, 2031-04-15, 16, 30, 53.33",
        "0.01, 2031-04-16, 15, 30, 0.01",
    })
    void a_first_period_is_paid_by_days(String price, LocalDate day, int days, int of, String asked) {
        var month = month(day);
        var bill = InvoiceDraft.advance(plan("Team", price, "0", 1, "0"), 1, month.since(day), month, "s", Tax.NONE);
        assertThat(bill.total()).isEqualTo(eur(asked));
        var line = bill.lines().get(0);
        assertThat(line.service()).isEqualTo(new DaySpan(day, month.to()));
        if (days < of) {
            assertThat(line.share().days()).isEqualTo(days);
            assertThat(line.share().of()).isEqualTo(of);
        } else {
            assertThat(line.share()).isNull();
        }
    }

    @Test
    void an_upgrade_gives_the_unused_days_back_and_charges_the_same_days() {
        var bill = upgrade(eur("20"));
        assertThat(bill.lines())
                .extracting(InvoiceDraft.Line::kind, InvoiceDraft.Line::amount)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(InvoiceDraft.Kind.BASE_CREDIT, eur("-13.55")),
                        org.assertj.core.api.Assertions.tuple(InvoiceDraft.Kind.BASE, eur("27.10")));
        assertThat(bill.total()).isEqualTo(eur("13.55"));
    }

    @Test
    void nothing_comes_back_beyond_what_was_billed() {
        assertThat(upgrade(eur("3.21")).total()).isEqualTo(eur("23.89"));
        assertThat(upgrade(eur("0")).lines()).hasSize(1);
    }

    private static InvoiceDraft upgrade(Money billed) {
        var month = month(LocalDate.of(2031, 5, 1));
        return InvoiceDraft.change(
                new InvoiceDraft.Holding(plan("Old", "20", "0", 1, "0"), 1, billed, eur("0")),
                InvoiceDraft.Holding.fresh(plan("New", "40", "0", 1, "0"), 1),
                month.since(LocalDate.of(2031, 5, 11)),
                month,
                "s",
                Tax.NONE);
    }

    @Test
    void more_seats_are_charged_for_the_days_that_are_left() {
        var month = month(LocalDate.of(2031, 6, 1));
        var team = plan("Team", "49", "12", 5, "0");
        var bill = InvoiceDraft.change(
                new InvoiceDraft.Holding(team, 5, eur("49"), eur("0")),
                InvoiceDraft.Holding.fresh(team, 8),
                month.since(LocalDate.of(2031, 6, 16)),
                month,
                "s",
                VAT);
        assertThat(bill.lines()).hasSize(1);
        assertThat(bill.lines().get(0).quantity()).isEqualTo(3);
        assertThat(bill.net()).isEqualTo(eur("18.00"));
        assertThat(bill.tax()).isEqualTo(eur("3.42"));
        assertThat(bill.total()).isEqualTo(eur("21.42"));
    }

    @Test
    void use_is_shown_whole_and_asked_for_only_where_nothing_has_paid_it() {
        var next = InvoiceDraft.advance(
                plan("Team", "49", "12", 5, "0"),
                6,
                month(LocalDate.of(2031, 7, 1)),
                month(LocalDate.of(2031, 7, 1)),
                "s",
                VAT);
        var bill = InvoiceDraft.period(EUR, List.of(use("12.345678901", "2.345678901"), use("7", "0")), next, "p", VAT);
        assertThat(bill.lines())
                .extracting(
                        InvoiceDraft.Line::kind,
                        InvoiceDraft.Line::exact,
                        InvoiceDraft.Line::settled,
                        InvoiceDraft.Line::amount)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                InvoiceDraft.Kind.USAGE, eur("12.345678901"), eur("10"), eur("2.35")),
                        org.assertj.core.api.Assertions.tuple(InvoiceDraft.Kind.USAGE, eur("7"), eur("7"), eur("0")),
                        org.assertj.core.api.Assertions.tuple(InvoiceDraft.Kind.BASE, eur("49"), eur("0"), eur("49")),
                        org.assertj.core.api.Assertions.tuple(InvoiceDraft.Kind.SEATS, eur("12"), eur("0"), eur("12")));
        assertThat(bill.net()).isEqualTo(eur("63.35"));
    }

    @Test
    void a_rounding_line_brings_the_rounded_lines_to_the_sum_rounded_once() {
        var bill = InvoiceDraft.period(
                EUR, List.of(use("0.004", "0.004"), use("0.004", "0.004"), use("0.004", "0.004")), null, "p", Tax.NONE);
        assertThat(bill.total()).isEqualTo(eur("0.01"));
        assertThat(bill.lines().get(3).kind()).isEqualTo(InvoiceDraft.Kind.ROUNDING);
        assertThat(bill.lines().get(3).amount()).isEqualTo(eur("0.01"));
    }

    @Test
    void whatever_was_used_the_bill_is_the_exact_sum_rounded_once() {
        var random = new Random(20311101);
        for (int run = 0; run < 2000; run++) {
            var uses = new ArrayList<PeriodUse.Line>();
            var due = eur("0");
            for (int i = random.nextInt(12); i > 0; i--) {
                var charge = new Money(random.nextLong(50_000_000_000L), EUR);
                var part = new Money(random.nextLong(charge.nanos() + 1), EUR);
                uses.add(use(charge.units().toPlainString(), part.units().toPlainString()));
                due = due.plus(part);
            }
            var bill = InvoiceDraft.period(EUR, uses, null, "p", VAT);
            assertThat(bill.net()).as("run " + run).isEqualTo(due.rounded());
            assertThat(bill.lent()).isEqualTo(due);
            assertThat(bill.total()).isEqualTo(bill.net().plus(bill.tax()));
        }
    }

    private static PeriodUse.Line use(String charge, String due) {
        return new PeriodUse.Line(
                UUID.randomUUID(),
                "Model",
                UUID.randomUUID(),
                false,
                month(LocalDate.of(2031, 6, 1)),
                1,
                1000,
                0,
                Price.Unit.TOKENS,
                eur(charge),
                eur(due));
    }

    private static DaySpan month(LocalDate day) {
        var first = day.withDayOfMonth(1);
        return new DaySpan(first, first.plusMonths(1));
    }
}
