package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.billing.BillingAccount.DunningState;
import org.tenantry.billing.CreditNotes.GoesTo;
import org.tenantry.ledger.Corrections;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.SubscriptionList;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Suspensions;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/** What an operator does about bills, credit and late payers, with good input and bad. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorBillingIT {
    private static final Instant START = Instant.parse("2031-03-01T12:00:00Z");

    /** The first invoice is due fourteen days after the start. */
    private static final LocalDate DUE = LocalDate.parse("2031-03-15");

    @Inject
    Shop shop;

    @Inject
    PlanChanges changes;

    @Inject
    PeriodClose periodClose;

    @Inject
    Invoices invoices;

    @Inject
    InvoiceSheets sheets;

    @Inject
    InvoiceActs acts;

    @Inject
    CreditNotes notes;

    @Inject
    Fapiaos fapiaos;

    @Inject
    Dunning dunning;

    @Inject
    DunningQueue queue;

    @Inject
    BillingAccounts accounts;

    @Inject
    Suspensions suspensions;

    @Inject
    Corrections corrections;

    @Inject
    SubscriptionList subscriptions;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    private Caller customer;
    private Caller operator;
    private TenantId tenant;

    /** An invoice of 50.00 plus 19 % tax that nobody has paid. */
    private UUID invoice;

    @BeforeEach
    void a_company_owes_its_first_invoice() {
        PlayedClock.at(START);
        customer = shop.customer(0);
        tenant = customer.tenant();
        operator = new Caller(customer.person(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
        accounts.terms(operator, tenant, "VAT", 1900, false);
        changes.choose(operator, tenant, shop.plan("Team", "base_fee_n = 50000000000"), 1);
        invoice = sheets.newest(operator, tenant, 10).get(0).id();
    }

    @AfterEach
    void the_clock_is_real_again() {
        PlayedClock.real();
    }

    @Test
    void a_void_invoice_keeps_its_number_and_asks_for_nothing() {
        var number = sheet().number();
        assertThat(sheet().due()).isEqualTo(usd("59.5"));
        refused("ledger.refusal.reason", () -> invoices.voidInvoice(operator, tenant, invoice, "  "));
        refused("ledger.refusal.reason", () -> invoices.voidInvoice(operator, tenant, invoice, "x".repeat(201)));
        foreign(() -> invoices.voidInvoice(operator, shop.customer(0).tenant(), invoice, "mine"));
        assertThatThrownBy(() -> invoices.voidInvoice(customer, tenant, invoice, "mine"))
                .isInstanceOf(Forbidden.class);
        invoices.voidInvoice(operator, tenant, invoice, "written by mistake");
        assertThat(sheet().state()).isEqualTo(Invoices.State.VOID);
        assertThat(sheet().number()).isEqualTo(number);
        assertThat(sheet().due()).isEqualTo(usd("0"));
        refused("billing.refusal.void", () -> invoices.voidInvoice(operator, tenant, invoice, "again"));
        refused("billing.refusal.notOpen", () -> acts.receive(operator, tenant, invoice, transfer("1"), ref()));
    }

    @Test
    void a_write_off_gives_up_what_is_due_and_no_more() {
        acts.receive(operator, tenant, invoice, transfer("9.50"), ref());
        refused("billing.refusal.void", () -> invoices.voidInvoice(operator, tenant, invoice, "partly paid"));
        foreign(() -> invoices.writeOff(operator, shop.customer(0).tenant(), invoice, "mine"));
        invoices.writeOff(operator, tenant, invoice, "insolvent");
        assertThat(sheet().state()).isEqualTo(Invoices.State.UNCOLLECTIBLE);
        assertThat(lost()).isEqualTo(-usd("50").nanos());
        refused("billing.refusal.notOpen", () -> invoices.writeOff(operator, tenant, invoice, "again"));
        assertThat(lost()).isEqualTo(-usd("50").nanos());
    }

    @Test
    void a_transfer_is_booked_once_and_what_is_too_much_becomes_paid_credit() {
        var ref = ref();
        refused("billing.refusal.transferAmount", () -> acts.receive(operator, tenant, invoice, transfer("-1"), ref));
        refused(
                "billing.refusal.transferAmount",
                () -> acts.receive(operator, tenant, invoice, transfer("1.001"), ref));
        var euros = Money.of(BigDecimal.ONE, Currency.getInstance("EUR"));
        refused(
                "ledger.refusal.currency",
                () -> acts.receive(operator, tenant, invoice, new InvoiceActs.Transfer("A", "B", euros, DUE), ref));
        var future = new InvoiceActs.Transfer("A", "B", usd("1"), LocalDate.parse("2031-04-01"));
        refused("billing.refusal.transferDay", () -> acts.receive(operator, tenant, invoice, future, ref));
        var nobody = new InvoiceActs.Transfer(" ", "B", usd("1"), LocalDate.parse("2031-03-01"));
        refused("billing.refusal.transferText", () -> acts.receive(operator, tenant, invoice, nobody, ref));
        foreign(() -> acts.receive(operator, shop.customer(0).tenant(), invoice, transfer("1"), ref));

        assertThat(acts.receive(operator, tenant, invoice, transfer("60"), ref)).isEqualTo(usd("0.5"));
        acts.receive(operator, tenant, invoice, transfer("60"), ref);
        assertThat(sheet().state()).isEqualTo(Invoices.State.PAID);
        assertThat(lots.takeable(tenant, LotKind.PAID)).isEqualTo(usd("0.5"));
        refused("billing.refusal.notOpen", () -> acts.receive(operator, tenant, invoice, transfer("5"), ref()));
    }

    @Test
    void a_credit_note_never_exceeds_its_line_and_is_written_once() {
        refused("billing.refusal.noteAmount", () -> note("-1", GoesTo.DUE, ref()));
        refused("billing.refusal.noteAmount", () -> note("0.001", GoesTo.DUE, ref()));
        refused("billing.refusal.noteLine", () -> note("50.01", GoesTo.DUE, ref()));
        refused("billing.refusal.noteLine", () -> note("9000000000", GoesTo.DUE, ref()));
        refused("billing.refusal.noteEmpty", () -> note("0", GoesTo.DUE, ref()));
        refused("billing.refusal.noteNotPaid", () -> note("1", GoesTo.WALLET, ref()));
        refused("billing.refusal.noteNotPaid", () -> note("1", GoesTo.REFUND, ref()));
        foreign(() -> notes.write(operator, shop.customer(0).tenant(), wish("1", GoesTo.DUE, ref())));

        var ref = ref();
        var number = note("10", GoesTo.DUE, ref);
        assertThat(note("10", GoesTo.DUE, ref)).isEqualTo(number);
        assertThat(sheet().due()).isEqualTo(usd("47.6"));
        refused("billing.refusal.void", () -> invoices.voidInvoice(operator, tenant, invoice, "credited"));
        refused("billing.refusal.noteLine", () -> note("40.01", GoesTo.DUE, ref()));
        assertThat(note("40", GoesTo.DUE, ref())).isNotEqualTo(number);
        assertThat(sheet().state()).isEqualTo(Invoices.State.PAID);
        assertThat(sheets.lines(operator, tenant, invoice).get(0).left()).isEqualTo(usd("0"));
    }

    @Test
    void what_was_paid_comes_back_as_credit_or_as_money() {
        acts.receive(operator, tenant, invoice, transfer("59.50"), ref());
        refused("billing.refusal.noteDue", () -> note("1", GoesTo.DUE, ref()));
        note("10", GoesTo.WALLET, ref());
        assertThat(lots.takeable(tenant, LotKind.PAID)).isEqualTo(usd("11.9"));
        note("5", GoesTo.REFUND, ref());
        assertThat(lots.takeable(tenant, LotKind.PAID)).isEqualTo(usd("11.9"));
        assertThat(sheets.lines(operator, tenant, invoice).get(0).left()).isEqualTo(usd("35"));
    }

    @Test
    void a_draft_is_finalised_once_without_waiting() {
        PlayedClock.at("2031-04-01T12:00:00Z");
        periodClose.close(tenant);
        var draft = sheets.newest(operator, tenant, 1).get(0);
        assertThat(draft.isDraft()).isTrue();
        refused("billing.refusal.notOpen", () -> acts.receive(operator, tenant, draft.id(), transfer("1"), ref()));
        foreign(() -> acts.finalise(operator, shop.customer(0).tenant(), draft.id()));
        acts.finalise(operator, tenant, draft.id());
        var number = sheets.of(operator, tenant, draft.id()).number();
        acts.finalise(operator, tenant, draft.id());
        assertThat(sheets.of(operator, tenant, draft.id()).number()).isEqualTo(number);
    }

    @Test
    void an_official_invoice_is_noted_only_when_somebody_waits_for_it() {
        refused("invoice.refusal.fapiao", () -> fapiaos.issued(operator, invoice, "0123"));
        shop.run("UPDATE invoice SET fapiao = 'REQUESTED' WHERE id = ?", invoice);
        assertThat(sheets.waitingForFapiao(operator)).anyMatch(row -> row.id().equals(invoice));
        refused("invoice.refusal.fapiaoNumber", () -> fapiaos.issued(operator, invoice, ""));
        fapiaos.issued(operator, invoice, "0123");
        assertThat(sheet().fapiaoNumber()).isEqualTo("0123");
        refused("invoice.refusal.fapiao", () -> fapiaos.issued(operator, invoice, "0124"));
    }

    @Test
    void a_late_payer_is_reminded_warned_suspended_and_ended_on_their_days() {
        for (int day = 0; day <= 22; day++) {
            onDay(day);
            onDay(day);
        }
        assertThat(told())
                .containsExactly(
                        "1 | invoice.reminder",
                        "9 | invoice.reminder",
                        "10 | invoice.warning",
                        "13 | invoice.reminder",
                        "14 | invoice.suspended",
                        "20 | invoice.reminder",
                        "21 | invoice.ended");
        assertThat(tenants.isActive(tenant)).isFalse();
        assertThat(state()).isEqualTo(DunningState.ENDED);
        assertThat(subscriptions.page(operator, Optional.empty(), Optional.empty(), 0))
                .noneMatch(row -> row.tenant().equals(tenant));
    }

    @Test
    void after_a_standstill_it_moves_one_step_a_day_and_sends_only_the_newest_reminder() {
        onDay(30);
        onDay(30);
        assertThat(state()).isEqualTo(DunningState.REMINDED);
        var row = queue.page(operator, 0).stream()
                .filter(late -> late.tenant().equals(tenant))
                .findFirst();
        row.ifPresent(late -> {
            assertThat(late.nextState()).isEqualTo(DunningState.WARNED);
            assertThat(late.nextOn()).isEqualTo(DUE.plusDays(31));
        });
        onDay(31);
        assertThat(state()).isEqualTo(DunningState.WARNED);
        assertThat(tenants.isActive(tenant)).isTrue();
        onDay(32);
        assertThat(state()).isEqualTo(DunningState.SUSPENDED);
        onDay(33);
        assertThat(state()).isEqualTo(DunningState.ENDED);
        assertThat(told())
                .containsExactly(
                        "30 | invoice.reminder",
                        "31 | invoice.warning",
                        "32 | invoice.suspended",
                        "33 | invoice.ended");
    }

    @Test
    void an_exempt_company_is_left_alone_and_exemption_lifts_a_suspension_for_a_bill() {
        dunning.exempt(operator, tenant, true);
        onDay(30);
        assertThat(told()).isEmpty();
        assertThat(state()).isEqualTo(DunningState.NONE);
        dunning.exempt(operator, tenant, false);
        onDay(31);
        onDay(32);
        onDay(33);
        assertThat(tenants.isActive(tenant)).isFalse();
        refused("tenancy.refusal.suspendedForBill", () -> suspensions.resume(operator, tenant, "please"));
        dunning.exempt(operator, tenant, true);
        assertThat(tenants.isActive(tenant)).isTrue();
        assertThat(sheet().due()).isEqualTo(usd("59.5"));
    }

    @Test
    void paying_lifts_a_suspension_at_once_but_not_one_by_decision() {
        onDay(30);
        onDay(31);
        onDay(32);
        assertThat(tenants.isActive(tenant)).isFalse();
        acts.receive(operator, tenant, invoice, transferOn("59.50", DUE.plusDays(32)), ref());
        assertThat(tenants.isActive(tenant)).isTrue();
        assertThat(state()).isEqualTo(DunningState.NONE);

        suspensions.suspend(operator, tenant, "abuse");
        assertThat(suspensions.cause(operator, tenant)).isEqualTo(Suspensions.Cause.DECISION);
        refused("tenancy.refusal.notActive", () -> suspensions.suspend(operator, tenant, "again"));
        assertThat(tenants.liftForBill(tenant)).isFalse();
        refused("tenancy.refusal.reason", () -> suspensions.resume(operator, tenant, ""));
        suspensions.resume(operator, tenant, "settled");
        refused("tenancy.refusal.notSuspended", () -> suspensions.resume(operator, tenant, "again"));
        assertThatThrownBy(() -> suspensions.suspend(customer, tenant, "mine")).isInstanceOf(Forbidden.class);
        foreign(() -> suspensions.suspend(operator, TenantId.next(), "nobody"));
    }

    @Test
    void whoever_is_served_again_by_decision_but_owes_is_suspended_again_for_the_bill() {
        onDay(30);
        onDay(31);
        suspensions.suspend(operator, tenant, "abuse");
        onDay(32);
        assertThat(suspensions.cause(operator, tenant)).isEqualTo(Suspensions.Cause.DECISION);
        suspensions.resume(operator, tenant, "settled");
        dunning.run(operator, tenant);
        assertThat(suspensions.cause(operator, tenant)).isEqualTo(Suspensions.Cause.BILL);
    }

    @Test
    void credit_is_taken_back_once_and_never_what_is_held_or_not_there() {
        lots.credit(tenant, LotKind.PROMO, usd("10"), Optional.empty(), ref(), "");
        ledger.hold(tenant, ledger.wallet(tenant).id(), usd("4"));
        try {
            refused("ledger.refusal.takeBack", () -> takeBack(LotKind.PROMO, "6.01", ref()));
            refused("ledger.refusal.takeBack", () -> takeBack(LotKind.PAID, "1", ref()));
            refused("ledger.refusal.amount", () -> takeBack(LotKind.PROMO, "-1", ref()));
            refused("refusal.choice", () -> takeBack(LotKind.LINE, "1", ref()));
            var ref = ref();
            takeBack(LotKind.PROMO, "6", ref);
            takeBack(LotKind.PROMO, "6", ref);
            assertThat(ledger.wallet(tenant).free()).isEqualTo(usd("0"));
            refused("ledger.refusal.takeBack", () -> takeBack(LotKind.PROMO, "0.01", ref()));
        } finally {
            ledger.release(tenant, ledger.wallet(tenant).id(), usd("4").nanos());
        }
        assertThatThrownBy(() -> corrections.takeBack(customer, tenant, LotKind.PROMO, usd("1"), ref(), "mine"))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void the_list_shows_what_is_bought_and_planned() {
        var seats = shop.plan("Seats", "base_fee_n = 60000000000, seat_fee_n = 5000000000, included_seats = 2");
        changes.choose(operator, tenant, seats, 4);
        changes.choose(operator, tenant, seats, 3);
        var plan = subscriptions.plans(operator).stream()
                .filter(name -> name.name().startsWith("Seats"))
                .map(SubscriptionList.PlanName::id)
                .filter(id -> subscriptions.page(operator, Optional.empty(), Optional.of(id), 0).stream()
                        .anyMatch(row -> row.tenant().equals(tenant)))
                .findFirst()
                .orElseThrow();
        var rows = subscriptions.page(operator, Optional.of(Subscription.State.ACTIVE), Optional.of(plan), 0);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.fee()).isEqualTo(usd("70"));
            assertThat(List.of(row.taken(), row.seats(), row.nextSeats())).containsExactly(1, 4, 3);
            assertThat(row.periodEnds()).isEqualTo(LocalDate.parse("2031-04-01"));
            assertThat(row.ending()).isFalse();
        });
        assertThat(subscriptions.page(operator, Optional.of(Subscription.State.TRIAL), Optional.of(plan), 0))
                .isEmpty();
        assertThat(subscriptions.page(operator, Optional.empty(), Optional.of(plan), 1))
                .isEmpty();
        assertThatThrownBy(() -> subscriptions.page(customer, Optional.empty(), Optional.empty(), 0))
                .isInstanceOf(Forbidden.class);
    }

    private void onDay(int day) {
        PlayedClock.at(DUE.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC));
        periodClose.close(tenant);
        dunning.run(tenant);
    }

    /** What was told about debts, each with the day after the due day on which it was. */
    private List<String> told() {
        return shop.rows(
                "SELECT DATEDIFF(created_at, '2031-03-15'), kind FROM notice WHERE tenant_id = ? AND kind IN"
                        + " ('invoice.reminder', 'invoice.warning', 'invoice.suspended', 'invoice.ended')"
                        + " ORDER BY created_at, kind",
                tenant.value());
    }

    private DunningState state() {
        return accounts.of(operator, tenant).dunning();
    }

    private InvoiceSheets.Sheet sheet() {
        return sheets.of(operator, tenant, invoice);
    }

    private String note(String amount, GoesTo goesTo, String ref) {
        return notes.write(operator, tenant, wish(amount, goesTo, ref));
    }

    private CreditNotes.Wish wish(String amount, GoesTo goesTo, String ref) {
        return new CreditNotes.Wish(invoice, Map.of(1, usd(amount)), goesTo, "too much", ref);
    }

    private void takeBack(LotKind kind, String amount, String ref) {
        corrections.takeBack(operator, tenant, kind, usd(amount), ref, "given by mistake");
    }

    private long lost() {
        return shop.number(
                "SELECT COALESCE(SUM(amount_n), 0) FROM ledger_entry WHERE tenant_id = ? AND account = 'LOSS'",
                tenant.value());
    }

    private static InvoiceActs.Transfer transfer(String amount) {
        return transferOn(amount, LocalDate.parse("2031-03-01"));
    }

    private static InvoiceActs.Transfer transferOn(String amount, LocalDate day) {
        return new InvoiceActs.Transfer("ACME Ltd", "thank you", usd(amount), day);
    }

    private static void refused(String key, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(Refusal.class).hasMessage(key);
    }

    private static void foreign(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(NotFound.class);
    }

    private static String ref() {
        return Ids.next().toString();
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
