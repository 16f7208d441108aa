package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.ledger.Statements;
import org.tenantry.ledger.WalletParked;
import org.tenantry.payments.PaymentProvider.Outcome;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.StripeTells;
import org.tenantry.testbed.Together;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.RequestId;

/** Money that goes back: only what is unused, only once, and what the wallet no longer has is owed. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefundIT {
    private static final Caller OPERATOR =
            new Caller(new PersonId(Ids.next()), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

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
    RefundDesk desk;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Statements statements;

    @Test
    void a_refund_sent_twenty_times_at_once_goes_out_once() throws Exception {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        var answers = Together.run(20, i -> desk.refund(OPERATOR, order, usd("20"), "too much", "k"));
        assertThat(answers).containsOnly(Outcome.DONE);
        assertThat(balance(admin)).isEqualTo(usd("30"));
        assertThat(refunds.of(OPERATOR, order)).singleElement().satisfies(refund -> assertThat(refund.state())
                .isEqualTo(Refund.State.DONE));
        var posting = statements.postings(admin, 0, 1).get(0);
        assertThat(statements.entries(admin, posting.id()))
                .extracting(entry -> entry.account() + " " + entry.amount().nanos())
                .containsExactly("WALLET -20000000000", "CLEARING 20000000000");
        assertThat(StripeTells.tell(StripeTells.refunded("evt-" + Ids.next(), order, 2000)))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("30"));
    }

    @Test
    void only_what_this_payment_bought_and_what_is_neither_used_nor_held_can_go_back() {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        lots.credit(admin.tenant(), LotKind.PROMO, usd("10"), Optional.empty(), "gift-" + order, "");
        paid(admin, "7");
        assertThat(refunds.refundable(OPERATOR, order)).isEqualTo(usd("50"));
        use(admin, "25");
        assertThat(refunds.refundable(OPERATOR, order)).isEqualTo(usd("25"));
        var wallet = ledger.wallet(admin.tenant()).id();
        ledger.hold(admin.tenant(), wallet, usd("20"));
        assertThat(refunds.refundable(OPERATOR, order)).isEqualTo(usd("22"));
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("22.01"), "r", "a"))
                .hasMessage("payments.refusal.refund");
        desk.refund(OPERATOR, order, usd("22"), "r", "b");
        ledger.release(admin.tenant(), wallet, usd("20").nanos());
        assertThat(refunds.refundable(OPERATOR, order)).isEqualTo(usd("3"));
        assertThat(balance(admin)).isEqualTo(usd("20"));
    }

    @Test
    void a_refund_that_makes_no_sense_is_refused() {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("0"), "r", "a"))
                .hasMessage("payments.refusal.amount.positive");
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("-1"), "r", "a"))
                .hasMessage("payments.refusal.amount.positive");
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("50.01"), "r", "a"))
                .hasMessage("payments.refusal.refund");
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, Money.of(1_000_000_000, "EUR"), "r", "a"))
                .hasMessage("payments.refusal.amount.currency");
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("1"), " ", "a"))
                .hasMessage("payments.refusal.reason");
        assertThatThrownBy(() -> desk.refund(admin, order, usd("1"), "r", "a")).isInstanceOf(Forbidden.class);
        var waiting = started(admin, "5");
        assertThatThrownBy(() -> desk.refund(OPERATOR, waiting, usd("1"), "r", "a"))
                .hasMessage("payments.refusal.notPaid");
        assertThat(balance(admin)).isEqualTo(usd("50"));
    }

    @Test
    void what_the_provider_does_not_send_comes_back_and_can_be_sent_another_time() {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        assertThat(desk.refund(OPERATOR, order, usd("6.66"), "r", "a")).isEqualTo(Outcome.REFUSED);
        assertThat(balance(admin)).isEqualTo(usd("50"));
        assertThat(refunds.refundable(OPERATOR, order)).isEqualTo(usd("50"));
        assertThat(refunds.of(OPERATOR, order).get(0).failure()).isEqualTo("charge_disputed");
        assertThat(desk.refund(OPERATOR, order, usd("50"), "r", "b")).isEqualTo(Outcome.DONE);
        assertThat(balance(admin)).isEqualTo(usd("0"));
    }

    @Test
    void a_provider_that_is_silent_is_asked_again_and_sends_once() {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        assertThat(desk.refund(OPERATOR, order, usd("7.77"), "r", "a")).isEqualTo(Outcome.OPEN);
        assertThat(balance(admin)).isEqualTo(usd("42.23"));
        for (int i = 0; i < 6; i++) {
            PlayedClock.at(Instant.now().plusSeconds(200), refunds::unanswered).stream()
                    .filter(refund -> refund.order().equals(order))
                    .forEach(desk::send);
        }
        assertThat(refunds.of(OPERATOR, order)).singleElement().satisfies(refund -> assertThat(refund.state())
                .isEqualTo(Refund.State.DONE));
        assertThat(balance(admin)).isEqualTo(usd("42.23"));
    }

    @Test
    void a_refund_at_the_provider_larger_than_what_is_left_empties_and_parks_the_wallet_and_the_rest_is_owed()
            throws Exception {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        use(admin, "30");
        var event = StripeTells.refunded("evt-" + Ids.next(), order, 5000);
        assertThat(Together.run(20, i -> StripeTells.tell(event))).containsOnly(200);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(refunds.of(OPERATOR, order)).singleElement().satisfies(refund -> {
            assertThat(refund.amount()).isEqualTo(usd("50"));
            assertThat(refund.owed()).isEqualTo(usd("30"));
        });
        assertThat(sum(admin, Account.RECEIVABLE)).isEqualTo(-30_000_000_000L);
        var wallet = ledger.wallet(admin.tenant());
        assertThat(wallet.parked()).isTrue();
        assertThatThrownBy(() -> ledger.hold(admin.tenant(), wallet.id(), usd("1")))
                .isInstanceOf(WalletParked.class);
    }

    @Test
    void a_chargeback_names_the_payment_only_and_takes_other_paid_credit_but_no_gifts() {
        var admin = shop.customer(0);
        var order = paid(admin, "50");
        paid(admin, "10");
        lots.credit(admin.tenant(), LotKind.PROMO, usd("5"), Optional.empty(), "gift-" + order, "");
        use(admin, "35");
        assertThat(StripeTells.tell(StripeTells.disputed("evt-" + Ids.next(), order, 5000)))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("5"));
        assertThat(refunds.of(OPERATOR, order).get(0).owed()).isEqualTo(usd("25"));
    }

    @Test
    void money_that_went_back_before_we_heard_that_it_came_nets_out() {
        var admin = shop.customer(0);
        var order = started(admin, "50");
        assertThat(StripeTells.tell(StripeTells.refunded("evt-" + Ids.next(), order, 1500)))
                .isEqualTo(200);
        assertThat(cashier.told(OPERATOR, order).get(0).outcome()).isEqualTo("EARLY");
        arrive(order, 5000);
        assertThat(balance(admin)).isEqualTo(usd("35"));
        assertThat(ledger.wallet(admin.tenant()).parked()).isFalse();
    }

    @Test
    void a_transfer_that_is_sent_back_is_done_at_once() {
        var admin = shop.customer(0);
        shop.run("UPDATE issuer SET bank_account = 'DE02'");
        var order = topUps.start(admin, usd("50"), new TopUps.Way("BANK", false, ""), "k")
                .id();
        cashier.confirm(
                OPERATOR, order, new Cashier.Arrival("p", "r", new BigDecimal("40"), LocalDate.now(ZoneOffset.UTC)));
        assertThatThrownBy(() -> desk.refund(OPERATOR, order, usd("41"), "r", "a"))
                .hasMessage("payments.refusal.refund");
        assertThat(desk.refund(OPERATOR, order, usd("40"), "r", "b")).isEqualTo(Outcome.DONE);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(payments.find(admin, order).refunded()).isEqualTo(usd("40"));
    }

    private UUID started(Caller admin, String units) {
        return topUps.start(
                        admin,
                        usd(units),
                        new TopUps.Way("STRIPE", false, "http://127.0.0.1/x"),
                        Ids.next().toString())
                .id();
    }

    private UUID paid(Caller admin, String units) {
        var order = started(admin, units);
        arrive(order, new BigDecimal(units).movePointRight(2).longValueExact());
        return order;
    }

    private static void arrive(UUID order, long minor) {
        assertThat(StripeTells.tell(
                        StripeTells.session("evt-" + Ids.next(), "checkout.session.completed", order, minor, "usd")))
                .isEqualTo(200);
    }

    /** Spends credit as calls do. */
    private void use(Caller admin, String units) {
        var amount = usd(units);
        var wallet = ledger.wallet(admin.tenant()).id();
        lots.take(
                admin.tenant(),
                LotKind.PAID,
                amount,
                Posting.Kind.ADJUST,
                Account.LOSS,
                RequestId.next().toString(),
                wallet.toString());
    }

    private long sum(Caller admin, Account account) {
        return shop.number(
                "SELECT COALESCE(SUM(amount_n), 0) FROM ledger_entry WHERE tenant_id = ? AND account = ?",
                admin.tenant().value(),
                account.name());
    }

    private Money balance(Caller admin) {
        return ledger.wallet(admin.tenant()).available();
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
