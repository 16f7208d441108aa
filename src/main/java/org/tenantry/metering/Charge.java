package org.tenantry.metering;

import org.tenantry.models.OfferedModel;
import org.tenantry.values.Price;
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

    /**
     * The facts of an ended call. {@code provider} is null when the provider told no usage. {@code audio}: it is paid by
     * the time of its recording, which was {@code localAudioMillis} as it was measured here; unless that is exact, it is the
     * most that can be in the file.
     */
    public record Facts(
            CallEnd end,
            TokenUsage provider,
            long localPrompt,
            boolean localExact,
            long localOutput,
            long checkpointedOutput,
            int mostOutputTokens,
            boolean audio,
            long localAudioMillis) {
        public Facts(
                CallEnd end,
                TokenUsage provider,
                long localPrompt,
                boolean localExact,
                long localOutput,
                long checkpointedOutput,
                int mostOutputTokens) {
            this(end, provider, localPrompt, localExact, localOutput, checkpointedOutput, mostOutputTokens, false, 0);
        }
    }

    /** Providers round up to seconds, and are believed so much more or less on any recording. */
    private static final long AUDIO_MILLIS = 2_000;

    private static final Charge NOTHING = new Charge(false, TokenUsage.NONE, Source.LOCAL, false, false);

    public static Charge reckon(Facts facts) {
        if (facts.audio()) {
            return audio(facts);
        }
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

    /** What was said comes whole or not at all: a recording of which nothing came is not paid. */
    private static Charge audio(Facts facts) {
        boolean whole =
                switch (facts.end()) {
                    case DONE, LENGTH, FILTERED -> true;
                    case FAILED, CRASHED, CUT, STOPPED -> false;
                };
        if (!whole) {
            return NOTHING;
        }
        long own = facts.localAudioMillis();
        long told = facts.provider() == null ? 0 : facts.provider().audioMillis();
        if (!facts.localExact()) {
            return audioOfUnknownLength(own, told);
        }
        if (told == 0) {
            return new Charge(true, TokenUsage.audio(own), Source.LOCAL, false, false);
        }
        return told <= withAudioMargin(own) && own <= withAudioMargin(told)
                ? new Charge(true, TokenUsage.audio(told), Source.PROVIDER, false, false)
                : new Charge(true, TokenUsage.audio(Math.min(told, own)), Source.LOCAL, true, true);
    }

    /**
     * A file that does not tell how long it is: what the provider told is believed up to the most that can be in it, which
     * was held; else it is paid as most such files are, at four times the lowest rate.
     */
    private static Charge audioOfUnknownLength(long most, long told) {
        if (told > 0 && told <= most) {
            return new Charge(true, TokenUsage.audio(told), Source.PROVIDER, false, false);
        }
        return new Charge(true, TokenUsage.audio((most + 3) / 4), Source.LOCAL, true, told > 0);
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
    static long affordableOutput(OfferedModel model, Load load, long freeN, long wanted) {
        long left = freeN - holdN(model, load);
        if (left < 0) {
            return -1;
        }
        long outputN = model.sell().outputN();
        return outputN == 0 ? wanted : Math.min(wanted, muldivMillion(left, outputN));
    }

    /** What is sent to a model: tokens as we count them, and a recording of this length. */
    record Load(long promptTokens, long audioMillis) {}

    /**
     * What a hold sets aside for what is sent: a tenth more than was counted, at the dearest input price; of a recording a
     * tenth more than was measured, and at least two seconds (rule 3.2).
     */
    static long holdN(OfferedModel model, Load load) {
        var sell = model.sell();
        if (sell.unit() == Price.Unit.AUDIO) {
            return sell.of(TokenUsage.audio(withAudioMargin(load.audioMillis())))
                    .nanos();
        }
        var dearest = new Price(sell.currency(), sell.dearestInputN(), 0, 0, 0);
        return dearest.of(TokenUsage.of(withMargin(load.promptTokens()), 0)).nanos();
    }

    static long withAudioMargin(long millis) {
        return millis + Math.max(AUDIO_MILLIS, (millis + 9) / 10);
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
