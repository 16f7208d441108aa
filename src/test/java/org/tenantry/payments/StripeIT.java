package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.StripeTells;
import org.tenantry.testbed.Together;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;

/** Card payments: what Stripe tells is believed only with its signature, taken once, and in any order. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StripeIT {
    private static final Caller OPERATOR =
            new Caller(new PersonId(Ids.next()), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    private static final TopUps.Way BY_CARD = new TopUps.Way("STRIPE", false, "http://127.0.0.1/admin/top-up.xhtml");
    private static final String COMPLETED = "checkout.session.completed";

    @Inject
    Shop shop;

    @Inject
    Payments payments;

    @Inject
    TopUps topUps;

    @Inject
    Cashier cashier;

    @Inject
    Ledger ledger;

    @Inject
    AutoTopUps autoTopUps;

    @Test
    void a_form_sent_twenty_times_leads_to_one_page_to_pay_at() throws Exception {
        var admin = shop.customer(0);
        var answers = Together.run(20, i -> topUps.start(admin, usd("20"), BY_CARD, "k"));
        assertThat(answers).allMatch(answer -> ((PaymentOrder) answer).url().contains("/pay/cs_"));
        assertThat(answers.stream().map(answer -> ((PaymentOrder) answer).url()))
                .containsOnly(order(admin).url());
        assertThat(payments.list(admin)).hasSize(1);
        assertThat(balance(admin)).isEqualTo(usd("0"));
    }

    @Test
    void an_order_that_the_provider_refuses_has_failed_and_may_be_sent_again() {
        var admin = shop.customer(0);
        assertThatThrownBy(() -> topUps.start(admin, usd("13.13"), BY_CARD, "k"))
                .hasMessage("payments.refusal.provider");
        assertThat(order(admin).state()).isEqualTo(PaymentOrder.State.FAILED);
        assertThat(order(admin).failure()).isEqualTo("amount_refused");
        assertThat(topUps.start(admin, usd("14"), BY_CARD, "k").isPending()).isTrue();
    }

    @Test
    void the_same_event_fifty_times_at_once_credits_once() throws Exception {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        var event = StripeTells.session(event(), COMPLETED, order, 2000, "usd");
        var answers = Together.run(50, i -> StripeTells.tell(event));
        assertThat(answers).containsOnly(200);
        assertThat(balance(admin)).isEqualTo(usd("20"));
        assertThat(order(admin).isPaid()).isTrue();
        assertThat(order(admin).late()).isFalse();
        assertThat(cashier.told(OPERATOR, order)).hasSize(1);
    }

    @Test
    void every_event_of_a_payment_fifty_times_in_any_order_credits_once() throws Exception {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        var events = new java.util.ArrayList<String>();
        IntStream.range(0, 10).forEach(i -> {
            events.add(StripeTells.session("evt-a-" + order, COMPLETED, order, 2000, "usd"));
            events.add(StripeTells.savedCard("evt-b-" + order, order, 2000));
            events.add(StripeTells.session("evt-c-" + order, "checkout.session.expired", order, 2000, "usd"));
            events.add(StripeTells.session(
                    "evt-d-" + order, "checkout.session.async_payment_succeeded", order, 2000, "usd"));
            events.add(StripeTells.session("evt-e-" + order, "invoice.created", order, 2000, "usd"));
        });
        Collections.shuffle(events, new java.util.Random(7));
        assertThat(Together.run(50, i -> StripeTells.tell(events.get(i)))).containsOnly(200);
        assertThat(balance(admin)).isEqualTo(usd("20"));
        assertThat(order(admin).isPaid()).isTrue();
        assertThat(cashier.told(OPERATOR, order)).hasSize(5);
        assertThat(autoTopUps.rule(admin)).hasValueSatisfying(rule -> {
            assertThat(rule.on()).isFalse();
            assertThat(rule.savedAt()).isNotNull();
        });
    }

    @Test
    void what_is_forged_stale_changed_or_unsigned_is_refused_and_audited() {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        var event = StripeTells.session(event(), COMPLETED, order, 2000, "usd");
        long before = shop.number("SELECT COUNT(*) FROM audit_event WHERE act = 'payment.forged'");
        long now = StripeTells.now();
        assertThat(StripeTells.send(event, StripeTells.signature(event, now, "whsec_guessed")))
                .isEqualTo(400);
        assertThat(StripeTells.send(event, StripeTells.signature(event, now - 301, StripeTells.SECRET)))
                .isEqualTo(400);
        assertThat(StripeTells.send(
                        event.replace("2000", "2001"), StripeTells.signature(event, now, StripeTells.SECRET)))
                .isEqualTo(400);
        assertThat(StripeTells.send(event, null)).isEqualTo(400);
        assertThat(StripeTells.send(event, "t=1,v1=zz")).isEqualTo(400);
        assertThat(StripeTells.send(event, "nonsense")).isEqualTo(400);
        assertThat(StripeTells.send("", StripeTells.signature("", now, StripeTells.SECRET)))
                .isEqualTo(400);
        assertThat(StripeTells.tell("{\"id\":7}")).isEqualTo(400);
        assertThat(shop.number("SELECT COUNT(*) FROM audit_event WHERE act = 'payment.forged'"))
                .isEqualTo(before + 8);
        assertThat(StripeTells.tell("x".repeat((256 << 10) + 1))).isEqualTo(413);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(order(admin).isPending()).isTrue();
        assertThat(StripeTells.send(event, StripeTells.signature(event, now - 250, StripeTells.SECRET)))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("20"));
    }

    @Test
    void money_that_comes_after_the_order_expired_is_credited_and_told() {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        shop.run("UPDATE payment_order SET expires_at = '2020-01-01' WHERE id = ?", order);
        assertThat(payments.overdue()).contains(order);
        payments.expire(order);
        assertThat(order(admin).state()).isEqualTo(PaymentOrder.State.EXPIRED);
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, order, 2000, "usd")))
                .isEqualTo(200);
        assertThat(order(admin).isPaid()).isTrue();
        assertThat(order(admin).late()).isTrue();
        assertThat(balance(admin)).isEqualTo(usd("20"));
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM notice WHERE tenant_id = ? AND kind = 'payment.received'",
                        admin.tenant().value()))
                .isEqualTo(1);
    }

    @Test
    void another_amount_or_currency_credits_nothing_and_stands_before_the_operator() {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, order, 1999, "usd")))
                .isEqualTo(200);
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, order, 2000, "eur")))
                .isEqualTo(200);
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, order, 2000, "???")))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(cashier.mismatches(OPERATOR).stream().filter(told -> order.equals(told.order())))
                .hasSize(3);
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, order, 2000, "usd")))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("20"));
    }

    @Test
    void an_event_of_no_order_or_of_a_transfer_changes_nothing() {
        var admin = shop.customer(0);
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, Ids.next(), 2000, "usd")))
                .isEqualTo(200);
        shop.run("UPDATE issuer SET bank_account = 'DE02'");
        var transfer = topUps.start(admin, usd("20"), new TopUps.Way("BANK", false, ""), "b")
                .id();
        assertThat(StripeTells.tell(StripeTells.session(event(), COMPLETED, transfer, 2000, "usd")))
                .isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("0"));
    }

    @Test
    void a_payment_that_takes_days_is_credited_when_it_has_arrived_or_has_failed() {
        var admin = shop.customer(0);
        var order = started(admin, "20");
        var waiting =
                StripeTells.session(event(), COMPLETED, order, 2000, "usd").replace("\"paid\"", "\"unpaid\"");
        assertThat(StripeTells.tell(waiting)).isEqualTo(200);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(StripeTells.tell(
                        StripeTells.session(event(), "checkout.session.async_payment_failed", order, 2000, "usd")))
                .isEqualTo(200);
        assertThat(order(admin).state()).isEqualTo(PaymentOrder.State.FAILED);
    }

    private UUID started(Caller admin, String units) {
        return topUps.start(admin, usd(units), BY_CARD, Ids.next().toString()).id();
    }

    private PaymentOrder order(Caller admin) {
        return payments.list(admin).get(0);
    }

    private Money balance(Caller admin) {
        return ledger.wallet(admin.tenant()).available();
    }

    private static String event() {
        return "evt-" + Ids.next();
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
