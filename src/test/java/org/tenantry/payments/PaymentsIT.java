package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.billing.PlanChanges;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;

/** Orders and bank transfers: written once, confirmed once, credited with what arrived. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaymentsIT {
    private static final Caller OPERATOR =
            new Caller(new PersonId(Ids.next()), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    private static final TopUps.Way BY_BANK = new TopUps.Way("BANK", false, "");

    @Inject
    Shop shop;

    @Inject
    Payments payments;

    @Inject
    TopUps topUps;

    @Inject
    Cashier cashier;

    @Inject
    Refunds refunds;

    @Inject
    Ledger ledger;

    @Inject
    PlanChanges changes;

    @BeforeEach
    void the_operator_has_a_bank() {
        shop.run(
                "UPDATE issuer SET name = 'Tenantry GmbH', bank = 'Testbank', bank_account = 'DE02 1203 0000 0000 2020 51'");
    }

    @Test
    void a_form_that_is_sent_fifty_times_at_once_is_one_order() throws Exception {
        var admin = shop.customer(0);
        var answers = Together.run(
                50, i -> topUps.start(admin, usd("20"), BY_BANK, "one").id());
        assertThat(answers).hasSize(50).containsOnly(answers.get(0));
        var order = payments.list(admin).get(0);
        assertThat(payments.list(admin)).hasSize(1);
        assertThat(order.number()).matches("TU-20\\d\\d-[0-9A-Z]{8}");
        assertThat(order.isPending()).isTrue();
        assertThat(free(admin)).isEqualTo(usd("0"));
        assertThatThrownBy(() -> topUps.start(admin, usd("21"), BY_BANK, "one"))
                .hasMessage("payments.refusal.keyReused");
        assertThat(payments.bank())
                .hasValueSatisfying(bank -> assertThat(bank.bank()).isEqualTo("Testbank"));
    }

    @Test
    void amounts_that_cannot_be_paid_write_nothing() {
        var admin = shop.customer(0);
        refused(admin, usd("0"), "payments.refusal.amount.positive");
        refused(admin, usd("-5"), "payments.refusal.amount.positive");
        refused(admin, usd("1000000.01"), "payments.refusal.amount.huge");
        refused(admin, usd("0.001"), "payments.refusal.amount.fine");
        refused(admin, Money.of(5_000_000_000L, "EUR"), "payments.refusal.amount.currency");
        assertThat(payments.list(admin)).isEmpty();
    }

    @Test
    void a_transfer_confirmed_twenty_times_at_once_is_credited_once_with_what_arrived() throws Exception {
        var admin = shop.customer(0);
        var order = topUps.start(admin, usd("100"), BY_BANK, "k");
        var done = Together.run(
                20,
                i -> Retry.transaction(() -> cashier.confirm(OPERATOR, order.id(), arrival("Acme", "TU", "90.5", 0))));
        assertThat(done).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(free(admin)).isEqualTo(usd("90.5"));
        var now = payments.find(admin, order.id());
        assertThat(now.isPaid()).isTrue();
        assertThat(now.differs()).isTrue();
        assertThat(now.received()).isEqualTo(usd("90.5"));
        assertThat(now.payer()).isEqualTo("Acme");
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ? AND act = 'payment.confirm'",
                        admin.tenant().value()))
                .isEqualTo(1);
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM notice WHERE tenant_id = ? AND kind = 'payment.received'",
                        admin.tenant().value()))
                .isEqualTo(1);
    }

    @Test
    void a_transfer_for_an_invoice_pays_it_once_and_what_is_beyond_it_becomes_credit() throws Exception {
        var admin = shop.customer(0);
        changes.choose(admin, shop.plan("Paid", "base_fee_n = 31000000000, cycle = 'ANNIVERSARY'"), 1, null);
        var invoice = UUID.fromString(shop.rows(
                        "SELECT id FROM invoice WHERE tenant_id = ?",
                        admin.tenant().value())
                .get(0));
        var order = payments.beginInvoice(admin, "BANK", invoice, false, "bill");
        assertThat(order.amount()).isEqualTo(usd("31"));
        assertThat(payments.beginInvoice(admin, "BANK", invoice, false, "bill").id())
                .isEqualTo(order.id());
        var done = Together.run(
                10,
                i -> Retry.transaction(() -> cashier.confirm(OPERATOR, order.id(), arrival("Acme", "INV", "40", 0))));
        assertThat(done).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(shop.rows("SELECT state, paid_n FROM invoice WHERE id = ?", invoice))
                .containsExactly("PAID | 31000000000");
        assertThat(free(admin)).isEqualTo(usd("9"));
        assertThatThrownBy(() -> payments.beginInvoice(admin, "BANK", invoice, false, "again"))
                .hasMessage("payments.refusal.nothingDue");
        assertThatThrownBy(() -> payments.beginInvoice(shop.customer(0), "BANK", invoice, false, "foreign"))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void a_confirmation_that_lacks_something_credits_nothing() {
        var admin = shop.customer(0);
        var order = topUps.start(admin, usd("100"), BY_BANK, "k");
        var wrong = java.util.Map.of(
                "payments.refusal.payer", arrival(" ", "r", "100", 0),
                "payments.refusal.reference", arrival("p", "", "100", 0),
                "payments.refusal.amount.positive", arrival("p", "r", "0", 0),
                "payments.refusal.amount.fine", arrival("p", "r", "1.005", 0),
                "payments.refusal.day", arrival("p", "r", "100", 3));
        wrong.forEach((why, arrival) -> assertThatThrownBy(() -> cashier.confirm(OPERATOR, order.id(), arrival))
                .hasMessage(why));
        assertThatThrownBy(() -> cashier.confirm(OPERATOR, order.id(), arrival("p", "r", "-100", 0)))
                .hasMessage("payments.refusal.amount.positive");
        assertThat(free(admin)).isEqualTo(usd("0"));
        assertThat(payments.find(admin, order.id()).isPending()).isTrue();
    }

    @Test
    void a_cancelled_transfer_that_arrives_all_the_same_is_credited_as_late() {
        var admin = shop.customer(0);
        var order = topUps.start(admin, usd("100"), BY_BANK, "k");
        cashier.cancel(OPERATOR, order.id());
        assertThat(payments.find(admin, order.id()).state()).isEqualTo(PaymentOrder.State.CANCELLED);
        assertThatThrownBy(() -> cashier.cancel(OPERATOR, order.id())).hasMessage("payments.refusal.ended");
        cashier.confirm(OPERATOR, order.id(), arrival("Acme", "r", "100", -1));
        assertThat(payments.find(admin, order.id()).late()).isTrue();
        assertThat(free(admin)).isEqualTo(usd("100"));
    }

    @Test
    void nobody_else_sees_or_moves_an_order() {
        var admin = shop.customer(0);
        var stranger = shop.customer(0);
        var member = shop.colleague(admin);
        var order = topUps.start(admin, usd("100"), BY_BANK, "k");
        assertThatThrownBy(() -> payments.find(stranger, order.id())).isInstanceOf(NotFound.class);
        assertThat(payments.list(stranger)).isEmpty();
        assertThatThrownBy(() -> payments.list(member)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> topUps.start(member, usd("1"), BY_BANK, "m")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> cashier.confirm(admin, order.id(), arrival("p", "r", "100", 0)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> cashier.orders(admin, new Cashier.Filter(Optional.empty(), "", "")))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> refunds.of(admin, order.id())).isInstanceOf(Forbidden.class);
        assertThat(topUps.start(stranger, usd("5"), BY_BANK, "k").id()).isNotEqualTo(order.id());
    }

    @Test
    void the_operator_finds_orders_by_state_way_and_number() {
        var admin = shop.customer(0);
        var order = topUps.start(admin, usd("100"), BY_BANK, "k");
        assertThat(cashier.toConfirm(OPERATOR))
                .anyMatch(line -> line.order().id().equals(order.id()));
        var filter = new Cashier.Filter(Optional.of(PaymentOrder.State.PENDING), "BANK", order.number());
        assertThat(cashier.orders(OPERATOR, filter)).singleElement().satisfies(line -> assertThat(line.order())
                .isEqualTo(order));
        assertThat(cashier.orders(
                        OPERATOR, new Cashier.Filter(Optional.of(PaymentOrder.State.PAID), "", order.number())))
                .isEmpty();
    }

    private void refused(Caller admin, Money amount, String why) {
        assertThatThrownBy(() -> topUps.start(admin, amount, BY_BANK, "bad"))
                .isInstanceOf(Refusal.class)
                .hasMessage(why);
    }

    private Money free(Caller admin) {
        return ledger.wallet(admin.tenant()).free();
    }

    private static Cashier.Arrival arrival(String payer, String reference, String amount, int days) {
        return new Cashier.Arrival(
                payer,
                reference,
                new BigDecimal(amount),
                LocalDate.now(ZoneOffset.UTC).plusDays(days));
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
