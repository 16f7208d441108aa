package org.tenantry.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantry.testbed.Tariff;
import org.tenantry.values.InvalidInput;

/** What an operator may say about a plan, and what is told about anything else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanFormTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                bad("currency", t -> t.currency = null),
                bad("currency", t -> t.currency = ""),
                bad("currency", t -> t.currency = "EURO"),
                bad("currency", t -> t.currency = "ZZZ"),
                bad("currency", t -> t.currency = "XAU"),
                bad("summary", t -> t.summary = null),
                bad("summary", t -> t.summary = "  "),
                bad("summary", t -> t.summary = "x".repeat(501)),
                bad("summary", t -> t.summary = "one\ntwo"),
                bad("amount.baseFee", t -> t.baseFee = new BigDecimal("-0.01")),
                bad("amount.baseFee", t -> t.baseFee = new BigDecimal("1000000000.01")),
                bad("amount.baseFee", t -> t.baseFee = new BigDecimal("1e400")),
                bad("amount.baseFee", t -> t.baseFee = new BigDecimal("0.001")),
                bad("amount.baseFee", t -> {
                    t.currency = "JPY";
                    t.baseFee = new BigDecimal("0.5");
                }),
                bad("amount.seatFee", t -> t.seatFee = new BigDecimal("-1")),
                bad("amount.seatFee", t -> t.seatFee = new BigDecimal("12.005")),
                bad("amount.allowance", t -> t.allowance = new BigDecimal("-5")),
                bad("amount.allowance", t -> t.allowance = new BigDecimal("0.0000000001")),
                bad("amount.allowance", t -> t.allowance = new BigDecimal("1e10")),
                bad("amount.rolloverCap", t -> t.rolloverCap = new BigDecimal("-1")),
                bad("amount.trialAllowance", t -> t.trialAllowance = new BigDecimal("-1")),
                bad("amount.creditLine", t -> t.creditLine = new BigDecimal("1e-400")),
                bad("whole.includedSeats", t -> t.includedSeats = 0),
                bad("whole.includedSeats", t -> t.includedSeats = -1),
                bad("whole.includedSeats", t -> t.includedSeats = 10_001),
                bad("whole.mostSeats", t -> t.mostSeats = -1),
                bad("whole.mostSeats", t -> t.mostSeats = Integer.MAX_VALUE),
                bad("mostSeats", t -> {
                    t.includedSeats = 5;
                    t.mostSeats = 4;
                }),
                bad("hugeTogether", t -> t.seatFee = new BigDecimal("100001")),
                bad("hugeTogether", t -> {
                    t.allowanceScope = Terms.AllowanceScope.SEAT;
                    t.allowance = new BigDecimal("1e9");
                    t.mostSeats = 2;
                }),
                bad("whole.trialDays", t -> t.trialDays = -1),
                bad("whole.trialDays", t -> t.trialDays = 366),
                bad("trialAllowance", t -> t.trialAllowance = BigDecimal.ONE),
                bad("whole.requestsPerMinute", t -> t.requestsPerMinute = -1),
                bad("whole.requestsPerMinute", t -> t.requestsPerMinute = 1_000_001),
                bad("whole.streams", t -> t.streams = -1),
                bad("whole.streams", t -> t.streams = 100_001),
                bad("choice", t -> t.cycle = null),
                bad("choice", t -> t.allowanceScope = null),
                bad("models", t -> t.everyModel = false),
                bad("models", t -> {
                    t.everyModel = false;
                    t.models = null;
                }),
                bad("plugin", t -> {
                    t.everyPlugin = false;
                    t.plugins = Set.of(" ");
                }));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anything_else_is_refused(String why, Consumer<Tariff> changes) {
        assertThatThrownBy(() -> Tariff.with(changes))
                .isInstanceOfSatisfying(
                        InvalidInput.class, refusal -> assertThat(refusal.key()).isEqualTo("plans.refusal." + why));
    }

    @Test
    void the_largest_of_everything_is_accepted() {
        var form = Tariff.with(t -> {
            t.currency = " usd ";
            t.summary = "x".repeat(500);
            t.baseFee = new BigDecimal("1e9");
            t.allowance = new BigDecimal("999999999.999999999");
            t.seatFee = new BigDecimal("100000");
            t.includedSeats = 10_000;
            t.trialDays = 365;
            t.streams = 100_000;
            t.requestsPerMinute = 1_000_000;
        });
        assertThat(form.currency()).isEqualTo("USD");
        assertThat(form.nanos(form.baseFee())).isEqualTo(1_000_000_000_000_000_000L);
        assertThat(form.nanos(form.allowance())).isEqualTo(999_999_999_999_999_999L);
    }

    @Test
    void what_is_left_out_is_nothing_and_the_same_amount_is_the_same_however_it_is_written() {
        var left = Tariff.with(t -> {
            t.baseFee = new BigDecimal("20.00");
            t.seatFee = null;
            t.allowance = new BigDecimal("0E+5");
        });
        assertThat(left).isEqualTo(Tariff.priced("2e1"));
        assertThat(Tariff.priced("20")).isNotEqualTo(Tariff.priced("21"));
    }

    @Test
    void models_count_only_where_not_every_one_is_included() {
        var model = UUID.randomUUID();
        assertThat(Tariff.with(t -> t.models = Set.of(model)).models()).isEmpty();
        var chosen = Tariff.with(t -> {
            t.everyModel = false;
            t.models = Set.of(model);
        });
        assertThat(chosen.models()).containsExactly(model);
    }

    private static Arguments bad(String why, Consumer<Tariff> changes) {
        return Arguments.of(why, changes);
    }
}
