package org.tenantry.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Statements;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;

/** Vouchers: exported once, redeemed once, and not to be guessed. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class VouchersIT {
    private static final Caller OPERATOR =
            new Caller(new PersonId(Ids.next()), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

    @Inject
    Shop shop;

    @Inject
    VoucherBatches batches;

    @Inject
    Vouchers vouchers;

    @Inject
    Ledger ledger;

    @Inject
    Statements statements;

    @AfterEach
    void now() {
        PlayedClock.real();
    }

    @Test
    void codes_are_exported_once_and_only_their_hashes_are_kept() {
        var batch = batch(LotKind.PROMO, "5", "USD", 3, null, null);
        var codes = batches.export(OPERATOR, batch);
        assertThat(codes).hasSize(3).doesNotHaveDuplicates();
        assertThatThrownBy(() -> batches.export(OPERATOR, batch)).hasMessage("vouchers.refusal.exported");
        assertThat(shop.found(codes.get(0))).isEmpty();
        assertThat(shop.found(codes.get(0).replace("-", ""))).isEmpty();
        assertThat(shop.number("SELECT COUNT(*) FROM voucher WHERE batch_id = ?", batch))
                .isEqualTo(3);
    }

    @Test
    void ten_thousand_codes_can_be_made_at_once() {
        var codes = batches.export(OPERATOR, batch(LotKind.PROMO, "1", "USD", 10_000, null, null));
        assertThat(codes).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void a_code_tried_fifty_times_at_once_by_two_companies_is_redeemed_once() throws Exception {
        var code = batches.export(OPERATOR, batch(LotKind.PAID, "25", "USD", 1, null, null))
                .get(0);
        var first = shop.customer(0);
        var second = shop.customer(0);
        var answers =
                Together.run(50, i -> vouchers.redeem(i % 2 == 0 ? first : second, code.toLowerCase(Locale.ROOT)));
        assertThat(answers).anyMatch(Money.class::isInstance);
        assertThat(balance(first).nanos() + balance(second).nanos()).isEqualTo(25_000_000_000L);
        var winner = balance(first).isZero() ? second : first;
        var loser = winner == first ? second : first;
        assertThat(vouchers.redeem(winner, code)).isEqualTo(usd("25"));
        assertThat(balance(winner)).isEqualTo(usd("25"));
        assertThat(statements.lots(winner)).singleElement().satisfies(lot -> assertThat(lot.kind())
                .isEqualTo(LotKind.PAID));
        shop.run(
                "DELETE FROM voucher_attempt WHERE tenant_id = ?",
                loser.tenant().value());
        assertThatThrownBy(() -> vouchers.redeem(loser, code)).hasMessage("vouchers.refusal.notValid");
        assertThatThrownBy(() -> vouchers.redeem(loser, "0000-0000-0000-0000")).hasMessage("vouchers.refusal.notValid");
    }

    @Test
    void the_credit_ends_at_midnight_after_its_last_day_where_the_company_is() {
        PlayedClock.at("2031-03-01T22:30:00Z");
        var code = batches.export(OPERATOR, batch(LotKind.PROMO, "5", "USD", 1, null, 30))
                .get(0);
        var admin = shop.customer(0);
        vouchers.redeem(admin, code);
        assertThat(statements.lots(admin)).singleElement().satisfies(lot -> assertThat(lot.expiresAt())
                .contains(Instant.parse("2031-03-31T22:00:00Z")));
    }

    @Test
    void what_is_over_stopped_or_of_another_currency_is_refused_and_stays_whole() {
        var admin = shop.customer(0);
        PlayedClock.at("2031-03-01T10:00:00Z");
        var ending = batches.export(
                        OPERATOR, batch(LotKind.PROMO, "5", "USD", 1, Instant.parse("2031-03-02T00:00:00Z"), null))
                .get(0);
        var euros = batches.export(OPERATOR, batch(LotKind.PROMO, "5", "EUR", 1, null, null))
                .get(0);
        var batch = batch(LotKind.PROMO, "5", "USD", 1, null, null);
        var stopped = batches.export(OPERATOR, batch).get(0);
        batches.stop(OPERATOR, batch);
        PlayedClock.at("2031-03-02T00:00:00Z");
        assertThatThrownBy(() -> vouchers.redeem(admin, ending)).hasMessage("vouchers.refusal.expired");
        assertThatThrownBy(() -> vouchers.redeem(admin, euros)).hasMessage("vouchers.refusal.currency");
        assertThatThrownBy(() -> vouchers.redeem(admin, stopped)).hasMessage("vouchers.refusal.over");
        assertThat(balance(admin)).isEqualTo(usd("0"));
        assertThatThrownBy(() -> batches.export(OPERATOR, batch)).hasMessage("vouchers.refusal.stopped");
    }

    @Test
    void of_a_thousand_guesses_twenty_are_looked_at_and_the_next_hour_begins_anew() throws Exception {
        var admin = shop.customer(0);
        var code = batches.export(OPERATOR, batch(LotKind.PROMO, "5", "USD", 1, null, null))
                .get(0);
        var at = Instant.parse("2031-05-01T10:20:00Z");
        var answers = new ArrayList<Object>();
        for (int round = 0; round < 20; round++) {
            answers.addAll(Together.run(50, i -> PlayedClock.at(at, () -> guess(admin))));
        }
        assertThat(answers).hasSize(1000);
        assertThat(answers).filteredOn("vouchers.refusal.notValid"::equals).hasSize(VoucherTries.MOST_WRONG);
        assertThat(answers).filteredOn("vouchers.refusal.tooMany"::equals).hasSize(1000 - VoucherTries.MOST_WRONG);
        assertThatThrownBy(() -> PlayedClock.at(at, () -> vouchers.redeem(admin, code)))
                .hasMessage("vouchers.refusal.tooMany");
        assertThat(PlayedClock.at(Instant.parse("2031-05-01T11:00:00Z"), () -> vouchers.redeem(admin, code)))
                .isEqualTo(usd("5"));
    }

    @Test
    void batches_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> batch(LotKind.PROMO, "0", "USD", 1, null, null))
                .hasMessage("payments.refusal.amount.positive");
        assertThatThrownBy(() -> batch(LotKind.PROMO, "0.001", "USD", 1, null, null))
                .hasMessage("payments.refusal.amount.fine");
        assertThatThrownBy(() -> batch(LotKind.LINE, "5", "USD", 1, null, null)).hasMessage("refusal.choice");
        assertThatThrownBy(() -> batch(LotKind.PROMO, "5", "USD", 0, null, null))
                .hasMessage("vouchers.refusal.count");
        assertThatThrownBy(() -> batch(LotKind.PROMO, "5", "USD", 10_001, null, null))
                .hasMessage("vouchers.refusal.count");
        assertThatThrownBy(() -> batch(LotKind.PROMO, "5", "USD", 1, Instant.EPOCH, null))
                .hasMessage("vouchers.refusal.until");
        assertThatThrownBy(() -> batch(LotKind.PROMO, "5", "USD", 1, null, 0)).hasMessage("vouchers.refusal.days");
        var member = shop.colleague(shop.customer(0));
        assertThatThrownBy(() -> batches.list(member)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> vouchers.redeem(member, "x")).isInstanceOf(Forbidden.class);
    }

    private String guess(Caller admin) {
        try {
            vouchers.redeem(admin, VoucherCode.next().printed());
            return "redeemed";
        } catch (Refusal refused) {
            return refused.key();
        }
    }

    private UUID batch(LotKind kind, String units, String currency, int count, Instant until, Integer days) {
        var amount = Money.of(new BigDecimal(units), java.util.Currency.getInstance(currency));
        return batches.create(
                OPERATOR,
                new VoucherBatches.Wish(List.of("Batch", Ids.next()).toString(), kind, amount, count, until, days));
    }

    private Money balance(Caller admin) {
        return ledger.wallet(admin.tenant()).available();
    }

    private static Money usd(String units) {
        return Money.of(new BigDecimal(units), USD);
    }
}
