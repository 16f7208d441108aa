package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.metering.Charge.Source.CHECKPOINT;
import static org.tenantry.metering.Charge.Source.LOCAL;
import static org.tenantry.metering.Charge.Source.PROVIDER;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tenantry.metering.Charge.Facts;
import org.tenantry.values.TokenUsage;

/** The published table of what is paid, by how the answer ended, row by row (rule 2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChargeTest {
    private static final Charge NOTHING = new Charge(false, TokenUsage.NONE, LOCAL, false, false);
    private static final int LIMIT = 500;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void the_end_decides_who_counts_and_what_is_paid(String row, Facts facts, Charge expected) {
        assertThat(Charge.reckon(facts)).isEqualTo(expected);
    }

    static Stream<Arguments> the_end_decides_who_counts_and_what_is_paid() {
        var cached = new TokenUsage(30, 70, 0, 20, 5);
        return Stream.of(
                row("whole, the provider counted", exact(CallEnd.DONE, cached, 100, 19), paid(cached, PROVIDER)),
                row(
                        "up to the limit",
                        exact(CallEnd.LENGTH, tokens(100, 500), 100, 490),
                        paid(tokens(100, 500), PROVIDER)),
                row(
                        "filtered at the end",
                        exact(CallEnd.FILTERED, tokens(100, 7), 100, 7),
                        paid(tokens(100, 7), PROVIDER)),
                row(
                        "whole, no usage, exact tokenizer",
                        exact(CallEnd.DONE, null, 100, 19),
                        paid(tokens(100, 19), LOCAL)),
                row(
                        "whole, no usage, estimate",
                        estimate(CallEnd.DONE, null, 100, 19),
                        new Charge(true, tokens(100, 19), LOCAL, true, false)),
                row(
                        "a provider that counts nothing for something",
                        exact(CallEnd.DONE, TokenUsage.NONE, 100, 19),
                        paid(tokens(100, 19), LOCAL)),
                row(
                        "output of zero for a text",
                        exact(CallEnd.DONE, tokens(100, 0), 100, 19),
                        paid(tokens(100, 19), LOCAL)),
                row(
                        "prompt a fifth higher is believed",
                        exact(CallEnd.DONE, tokens(1200, 20), 1000, 20),
                        paid(tokens(1200, 20), PROVIDER)),
                row(
                        "prompt 50 higher is believed",
                        exact(CallEnd.DONE, tokens(60, 20), 10, 20),
                        paid(tokens(60, 20), PROVIDER)),
                row(
                        "prompt beyond that is not, the lower is paid",
                        exact(CallEnd.DONE, tokens(1201, 20), 1000, 20),
                        flagged(tokens(1000, 20))),
                row(
                        "prompt far lower is paid as told, and flagged",
                        exact(CallEnd.DONE, tokens(700, 20), 1000, 20),
                        flagged(tokens(700, 20))),
                row(
                        "an estimate bears four times",
                        estimate(CallEnd.DONE, tokens(4000, 20), 1000, 20),
                        paid(tokens(4000, 20), PROVIDER)),
                row("and no more", estimate(CallEnd.DONE, tokens(4001, 20), 1000, 20), flagged(tokens(1000, 20))),
                row(
                        "output above the limit is not believed",
                        exact(CallEnd.DONE, tokens(100, 1_000_000_000_000L), 100, 19),
                        flagged(tokens(100, 19))),
                row(
                        "a model that ignores the limit is paid up to it",
                        exact(CallEnd.DONE, tokens(100, 900), 100, 880),
                        flagged(tokens(100, 500))),
                row("failed before the first token", exact(CallEnd.FAILED, null, 100, 0), NOTHING),
                row("failed, whatever usage says", exact(CallEnd.FAILED, tokens(100, 5), 100, 0), NOTHING),
                row("cut after some", exact(CallEnd.CUT, tokens(100, 400), 100, 9), paid(tokens(100, 9), LOCAL)),
                row("cut before any", exact(CallEnd.CUT, null, 100, 0), NOTHING),
                row("stopped after some", exact(CallEnd.STOPPED, null, 100, 9), paid(tokens(100, 9), LOCAL)),
                row(
                        "stopped before any: the prompt was worked on",
                        exact(CallEnd.STOPPED, null, 100, 0),
                        paid(tokens(100, 0), LOCAL)),
                row(
                        "server died after a checkpoint",
                        crashed(42),
                        new Charge(true, tokens(100, 42), CHECKPOINT, true, false)),
                row("server died before one", crashed(0), NOTHING));
    }

    private static Arguments row(String name, Facts facts, Charge expected) {
        return Arguments.of(name, facts, expected);
    }

    private static Facts exact(CallEnd end, TokenUsage told, long prompt, long output) {
        return new Facts(end, told, prompt, true, output, 0, LIMIT);
    }

    private static Facts estimate(CallEnd end, TokenUsage told, long prompt, long output) {
        return new Facts(end, told, prompt, false, output, 0, LIMIT);
    }

    private static Facts crashed(long checkpointed) {
        return new Facts(CallEnd.CRASHED, null, 100, true, 0, checkpointed, LIMIT);
    }

    private static TokenUsage tokens(long input, long output) {
        return TokenUsage.of(input, output);
    }

    private static Charge paid(TokenUsage usage, Charge.Source source) {
        return new Charge(true, usage, source, false, false);
    }

    private static Charge flagged(TokenUsage usage) {
        return new Charge(true, usage, LOCAL, true, true);
    }
}
