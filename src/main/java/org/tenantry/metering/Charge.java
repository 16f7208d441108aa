package org.tenantry.metering;

import org.tenantry.models.OfferedModel;
import org.tenantry.values.TokenUsage;

/**
 * What a finished call is charged (rule 2), reckoned from facts alone. {@code charged} false means that the call is
 * voided and nobody pays. {@code usage} is what is billed; {@code flagged} marks provider numbers that were not believed.
 */
public record Charge(boolean charged, TokenUsage usage, Source source, boolean estimated, boolean flagged) {
    /** Where the billed numbers come from. */
    public enum Source {
        PROVIDER,
        LOCAL,
        CHECKPOINT
    }

    /** The facts of an ended call. {@code provider} is null when the provider told no usage. */
    public record Facts(
            CallEnd end,
            TokenUsage provider,
            long localPrompt,
            boolean localExact,
            long localOutput,
            long checkpointedOutput,
            int mostOutputTokens) {}

    private static final Charge NOTHING = new Charge(false, TokenUsage.NONE, Source.LOCAL, false, false);

    public static Charge reckon(Facts facts) {
        return switch (facts.end()) {
            case FAILED -> NOTHING;
            case CRASHED -> facts.checkpointedOutput() == 0
                    ? NOTHING
                    : new Charge(
                            true,
                            TokenUsage.of(facts.localPrompt(), facts.checkpointedOutput()),
                            Source.CHECKPOINT,
                            true,
                            false);
            case CUT -> facts.localOutput() == 0 ? NOTHING : local(facts);
            case STOPPED -> local(facts);
            case DONE, LENGTH, FILTERED -> whole(facts);
        };
    }

    private static Charge local(Facts facts) {
        return new Charge(
                true,
                TokenUsage.of(facts.localPrompt(), facts.localOutput()),
                Source.LOCAL,
                !facts.localExact(),
                false);
    }

    private static Charge whole(Facts facts) {
        var told = facts.provider();
        if (told == null || told.total() == 0 || (told.output() == 0 && facts.localOutput() > 0)) {
            return local(facts);
        }
        boolean promptSane = sanePrompt(told.prompt(), facts);
        boolean outputSane = told.output() <= facts.mostOutputTokens();
        if (promptSane && outputSane) {
            return new Charge(true, told, Source.PROVIDER, false, false);
        }
        return new Charge(true, lower(told, facts, promptSane, outputSane), Source.LOCAL, true, true);
    }

    /** Within a fifth or 50 tokens of an exact count, within four times an estimate (rule 2). */
    private static boolean sanePrompt(long told, Facts facts) {
        long own = facts.localPrompt();
        return facts.localExact()
                ? Math.abs(told - own) <= Math.max(50, own / 5)
                : told <= Math.max(50, 4 * own) && 4 * told >= own - 200;
    }

    private static TokenUsage lower(TokenUsage told, Facts facts, boolean promptSane, boolean outputSane) {
        long output = outputSane
                ? told.output()
                : Math.min(Math.min(told.output(), facts.localOutput()), facts.mostOutputTokens());
        long reasoning = Math.min(told.reasoning(), output);
        return promptSane || told.prompt() <= facts.localPrompt()
                ? new TokenUsage(told.input(), told.cachedInput(), told.cacheWrite(), output, reasoning)
                : new TokenUsage(facts.localPrompt(), 0, 0, output, reasoning);
    }

    /** The most output tokens that {@code freeN} pays for beside a prompt, at most {@code wanted}; may be below zero. */
    static long affordableOutput(OfferedModel model, long promptTokens, long freeN, long wanted) {
        long left = freeN - promptHoldN(model, promptTokens);
        if (left < 0) {
            return -1;
        }
        long outputN = model.sell().outputN();
        return outputN == 0 ? wanted : Math.min(wanted, muldivMillion(left, outputN));
    }

    /** What the prompt's part of a hold is: a tenth more than was counted, at the dearest input price (rule 3.2). */
    static long promptHoldN(OfferedModel model, long promptTokens) {
        var sell = model.sell();
        var dearest = new org.tenantry.values.Price(sell.currency(), sell.dearestInputN(), 0, 0, 0);
        return dearest.of(TokenUsage.of(withMargin(promptTokens), 0)).nanos();
    }

    static long withMargin(long promptTokens) {
        return promptTokens + (promptTokens + 9) / 10;
    }

    private static long muldivMillion(long leftN, long outputN) {
        return java.math.BigInteger.valueOf(leftN)
                .multiply(java.math.BigInteger.valueOf(1_000_000))
                .divide(java.math.BigInteger.valueOf(outputN))
                .min(java.math.BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
