package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Ledger;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Ids;
import org.tenantry.values.ProviderId;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** A held call that another model takes over: its hold and its price are the other's, in wallet and budgets. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MoveIT {
    /** (110 × 10 + 100 × 30) / 1e6, and (100 × 10 + 100 × 30) / 1e6. */
    private static final long HOLD_N = 4_100_000;

    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Ledger ledger;

    @Inject
    Budgets budgets;

    /** How a moved call ends, and what share of its full price is charged: nothing, prompt and 40 tokens, or as told. */
    private record End(CallEnd how, TokenUsage told, long said, long input, long output) {}

    private static final List<End> ENDS = List.of(
            new End(CallEnd.DONE, TokenUsage.of(100, 60), 60, 100, 60),
            new End(CallEnd.DONE, null, 60, 100, 60),
            new End(CallEnd.LENGTH, TokenUsage.of(100, 100), 100, 100, 100),
            new End(CallEnd.FILTERED, TokenUsage.of(100, 5), 5, 100, 5),
            new End(CallEnd.STOPPED, null, 40, 100, 40),
            new End(CallEnd.STOPPED, null, 0, 100, 0),
            new End(CallEnd.CUT, null, 40, 100, 40),
            new End(CallEnd.CUT, null, 0, 0, 0),
            new End(CallEnd.FAILED, null, 0, 0, 0),
            new End(CallEnd.CRASHED, null, 0, 0, 0));

    @Test
    void however_it_ends_it_is_held_and_paid_at_the_price_of_the_one_that_took_it_over() {
        long credit = 10_000 * HOLD_N;
        for (var factor : List.of(1, 2, 50)) {
            var from = shop.model("20", "60");
            var to = shop.model(String.valueOf(10 * factor), String.valueOf(30 * factor));
            for (var end : ENDS) {
                var caller = shop.customer(credit);
                limit(caller, Budget.Unit.MONEY, 1_000 * HOLD_N);
                limit(caller, Budget.Unit.TOKENS, 100_000L);
                var id = hold(caller, from);
                assertThat(held(caller)).isEqualTo(2 * HOLD_N);
                var moved = meter.move(id, new Meter.Heir(to, 100, true, 100)).orElseThrow();
                assertThat(moved.amount().nanos()).isEqualTo(factor * HOLD_N);
                assertThat(held(caller)).isEqualTo(factor * HOLD_N);
                assertThat(budgets.list(caller)).extracting(Budget::held).contains(factor * HOLD_N, 210L);

                var attempts = List.of(attempt(1, from, Attempt.Outcome.FAILED), attempt(2, to, Attempt.Outcome.DONE));
                var receipt = meter.end(id, new Meter.Ended(end.how(), end.told(), end.said(), null, attempts));
                long charge = factor * (10_000L * end.input() + 30_000L * end.output());
                assertThat(receipt.charge().nanos()).as(end + " " + factor).isEqualTo(charge);
                assertThat(receipt.charged()).isEqualTo(end.input() > 0);
                assertThat(held(caller)).isZero();
                assertThat(ledger.wallet(caller.tenant()).available().nanos()).isEqualTo(credit - charge);
                assertThat(budgets.list(caller))
                        .allMatch(budget -> budget.held() == 0)
                        .extracting(Budget::used)
                        .contains(charge, end.input() + end.output());
                assertThat(shop.rows(
                                "SELECT number, delivered, output_tokens FROM call_attempt WHERE call_id = ? ORDER BY number",
                                id.value()))
                        .containsExactly("1 | 0 | 0", "2 | " + (receipt.charged() ? 1 : 0) + " | " + end.output());
            }
        }
    }

    @Test
    void what_does_not_fit_changes_nothing_and_a_cheaper_one_is_taken_even_by_an_empty_wallet() {
        var from = shop.model("10", "30");
        var caller = shop.customer(HOLD_N);
        var id = hold(caller, from);
        assertThatThrownBy(() -> meter.move(id, new Meter.Heir(shop.model("1000", "3000"), 100, true, 100)))
                .isInstanceOf(NoRoomToMove.class);
        assertThat(held(caller)).isEqualTo(HOLD_N);
        assertThat(meter.move(id, new Meter.Heir(shop.model("5", "15"), 100, true, 100)))
                .isPresent();
        assertThat(held(caller)).isEqualTo(HOLD_N / 2);
        var shortened = meter.move(id, new Meter.Heir(shop.model("10", "60"), 100, true, 100))
                .orElseThrow();
        assertThat(shortened.mostOutputTokens()).isEqualTo(50);
        assertThat(shortened.shortened()).isTrue();
        end(id);

        var bound = shop.customer(100 * HOLD_N);
        limit(bound, Budget.Unit.MONEY, HOLD_N);
        var other = hold(bound, from);
        assertThatThrownBy(() -> meter.move(other, new Meter.Heir(shop.model("1000", "3000"), 100, true, 100)))
                .isInstanceOf(NoRoomToMove.class);
        assertThat(held(bound)).isEqualTo(HOLD_N);
        end(other);
    }

    @Test
    void a_call_that_is_over_or_has_said_something_stays_where_it_is() {
        var caller = shop.customer(100 * HOLD_N);
        var from = shop.model("10", "30");
        var to = shop.model("20", "60");
        var said = hold(caller, from);
        meter.checkpoint(said, 3);
        assertThat(meter.move(said, new Meter.Heir(to, 100, true, 100))).isEmpty();
        end(said);
        assertThat(meter.move(said, new Meter.Heir(to, 100, true, 100))).isEmpty();
        assertThat(held(caller)).isZero();
    }

    @Test
    void many_moves_at_once_on_one_wallet_never_hold_more_than_there_is() throws Exception {
        var caller = shop.customer(12 * HOLD_N);
        var from = shop.model("10", "30");
        var to = shop.model("20", "60");
        var ids = new ArrayList<RequestId>();
        for (int i = 0; i < 8; i++) {
            ids.add(hold(caller, from));
        }
        var moved = Together.run(
                8, i -> Retry.transaction(() -> meter.move(ids.get(i), new Meter.Heir(to, 100, true, 100))));
        assertThat(moved).hasSize(8);
        assertThat(held(caller)).isLessThanOrEqualTo(12 * HOLD_N);
        assertThat(shop.number(
                        "SELECT SUM(hold_n) FROM model_call WHERE tenant_id = ?",
                        caller.tenant().value()))
                .isEqualTo(held(caller));
        ids.forEach(this::end);
        assertThat(held(caller)).isZero();
    }

    private void limit(Caller caller, Budget.Unit unit, long hard) {
        budgets.set(caller, Optional.empty(), unit, Budget.Span.MONTH, Optional.empty(), Optional.of(hard));
    }

    private RequestId hold(Caller caller, OfferedModel model) {
        return meter.hold(
                        caller,
                        new Wish(
                                RequestId.next(),
                                Wish.Origin.CHAT,
                                model,
                                100,
                                true,
                                100,
                                Ids.next().toString(),
                                "body",
                                null))
                .id();
    }

    private void end(RequestId id) {
        meter.end(id, new Meter.Ended(CallEnd.FAILED, null, 0, "TEST"));
    }

    private long held(Caller caller) {
        return ledger.wallet(caller.tenant()).held().nanos();
    }

    private static Attempt attempt(int number, OfferedModel model, Attempt.Outcome outcome) {
        return new Attempt(
                number,
                ProviderId.next(),
                model.id(),
                "main",
                Instant.parse("2031-01-01T00:00:00Z"),
                5L,
                10,
                outcome,
                outcome == Attempt.Outcome.FAILED ? "TIMED_OUT" : "",
                true);
    }
}
