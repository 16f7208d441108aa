package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;

/**
 * Wallets that top themselves up: once when two nodes look at once, three times in ten minutes, not after a decline. The
 * rules are played in the future and rest until then, so that the clock of the server itself leaves them alone.
 */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AutoTopUpIT {
    private static final Instant NOW = Instant.parse("2031-06-01T10:00:00Z");

    @Inject
    Shop shop;

    @Inject
    Payments payments;

    @Inject
    AutoTopUps autoTopUps;

    @Inject
    AutoCharges charges;

    @Inject
    Ledger ledger;

    @AfterEach
    void now() {
        PlayedClock.real();
    }

    @Test
    void without_a_card_the_rule_cannot_be_switched_on() {
        var admin = shop.customer(0);
        assertThat(autoTopUps.rule(admin)).isEmpty();
        assertThatThrownBy(() -> autoTopUps.on(admin, usd("5"), usd("20"))).hasMessage("payments.refusal.noCard");
    }

    @Test
    void two_nodes_that_look_at_once_write_one_order() throws Exception {
        var admin = ruled("pm_ok", 0, "5", "20");
        var jobs = Together.run(
                20, i -> PlayedClock.at(NOW, () -> Retry.transaction(() -> autoTopUps.open(admin.tenant()))));
        assertThat(jobs).filteredOn(job -> !job.equals(Optional.empty())).hasSize(1);
        assertThat(payments.list(admin)).singleElement().satisfies(order -> {
            assertThat(order.automatic()).isTrue();
            assertThat(order.isPending()).isTrue();
        });
    }

    @Test
    void what_falls_below_the_threshold_is_charged_and_credited_and_what_does_not_is_left_alone() {
        var admin = ruled("pm_ok", 4_000_000_000L, "5", "20");
        topUp(admin, NOW);
        assertThat(balance(admin)).isEqualTo(usd("24"));
        topUp(admin, NOW);
        assertThat(payments.list(admin)).hasSize(1);
        assertThat(payments.list(admin).get(0).isPaid()).isTrue();
    }

    @Test
    void what_is_held_is_not_free() {
        var admin = ruled("pm_ok", 8_000_000_000L, "5", "20");
        var wallet = ledger.wallet(admin.tenant()).id();
        ledger.hold(admin.tenant(), wallet, usd("4"));
        topUp(admin, NOW);
        ledger.release(admin.tenant(), wallet, 4_000_000_000L);
        assertThat(balance(admin)).isEqualTo(usd("28"));
    }

    @Test
    void at_most_three_orders_are_written_in_ten_minutes() {
        var admin = ruled("pm_ok", 0, "1000", "20");
        for (int i = 0; i < 6; i++) {
            topUp(admin, NOW.plusSeconds(i));
        }
        assertThat(payments.list(admin)).hasSize(3);
        topUp(admin, NOW.plusSeconds(602));
        assertThat(payments.list(admin)).hasSize(4);
        assertThat(balance(admin)).isEqualTo(usd("80"));
    }

    @Test
    void after_a_decline_it_rests_for_an_hour_and_the_admins_are_told() {
        var admin = ruled("pm_declined", 0, "5", "20");
        topUp(admin, NOW);
        assertThat(payments.list(admin)).singleElement().satisfies(order -> {
            assertThat(order.state()).isEqualTo(PaymentOrder.State.FAILED);
            assertThat(order.failure()).isEqualTo("card_declined");
        });
        topUp(admin, NOW.plusSeconds(3599));
        assertThat(payments.list(admin)).hasSize(1);
        topUp(admin, NOW.plusSeconds(3600));
        assertThat(payments.list(admin)).hasSize(2);
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM notice WHERE tenant_id = ? AND kind = 'topup.rest'",
                        admin.tenant().value()))
                .isEqualTo(2);
    }

    @Test
    void a_provider_that_is_silent_is_asked_again_and_charges_once() {
        var admin = ruled("pm_silent", 0, "5", "20");
        topUp(admin, NOW);
        assertThat(payments.list(admin)).singleElement().satisfies(order -> assertThat(order.isPending())
                .isTrue());
        topUp(admin, NOW.plusSeconds(60));
        assertThat(payments.list(admin)).hasSize(1);
        var later = NOW.plusSeconds(180);
        for (int i = 0; i < 6; i++) {
            PlayedClock.at(later, () -> {
                autoTopUps.unanswered().stream()
                        .filter(job -> job.order().tenant().equals(admin.tenant()))
                        .forEach(charges::charge);
                return null;
            });
        }
        assertThat(balance(admin)).isEqualTo(usd("20"));
        assertThat(payments.list(admin)).hasSize(1);
    }

    @Test
    void a_rule_that_is_off_or_a_card_that_was_forgotten_charges_nothing() {
        var admin = ruled("pm_ok", 0, "5", "20");
        autoTopUps.off(admin);
        topUp(admin, NOW);
        autoTopUps.on(admin, usd("5"), usd("20"));
        autoTopUps.forget(admin);
        topUp(admin, NOW);
        assertThat(payments.list(admin)).isEmpty();
        assertThat(autoTopUps.rule(admin))
                .hasValueSatisfying(rule -> assertThat(rule.savedAt()).isNull());
    }

    private Caller ruled(String card, long creditN, String threshold, String amount) {
        var admin = shop.customer(creditN);
        shop.run(
                "INSERT INTO auto_top_up (tenant_id, state, provider, threshold_n, amount_n, customer_ref, method_ref,"
                        + " saved_at, rests_until, changed_at) VALUES (?, 'ON', 'STRIPE', ?, ?, 'cus_1', ?, UTC_TIMESTAMP(6),"
                        + " '2031-01-01', UTC_TIMESTAMP(6))",
                admin.tenant().value(),
                usd(threshold).nanos(),
                usd(amount).nanos(),
                card);
        return admin;
    }

    private void topUp(Caller admin, Instant at) {
        PlayedClock.at(at, () -> {
            charges.topUp(admin.tenant());
            return null;
        });
    }

    private Money balance(Caller admin) {
        return ledger.wallet(admin.tenant()).available();
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
