package org.tenantry.models;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tenantry.tokens.Counting;
import org.tenantry.tokens.Spelling;
import org.tenantry.tokens.TokenizerFiles;

/**
 * Counts tokens as providers do, where their tokenizer is known, and estimates them where it is not. Counting never
 * fails on any text: what looks like a special token is counted as ordinary text.
 */
public final class Tokenizers {
    /** Beyond this many characters a text is estimated, so that no text, however twisted, takes more than seconds. */
    private static final int MOST_COUNTED = 1_000_000;

    /** Set once at the start. */
    private static volatile TokenizerFiles files = TokenizerFiles.NONE;

    private Tokenizers() {}

    /** From now on the operator's own files lie there. */
    static void lookIn(TokenizerFiles folder) {
        files = folder;
    }

    static TokenizerFiles files() {
        return files;
    }

    /** Tokens of a conversation of these texts with the frame of each message (its role is one token). */
    public static long prompt(String tokenizer, List<String> texts) {
        long tokens = PromptCount.PRIMING;
        for (var text : texts) {
            tokens += PromptCount.PER_MESSAGE + 1 + text(tokenizer, text);
        }
        return tokens;
    }

    /** Tokens of all that is sent to a model. */
    public static PromptCount prompt(String tokenizer, Prompt prompt) {
        return PromptCount.of(tokenizer, prompt);
    }

    public static long text(String tokenizer, String text) {
        return (text.length() > MOST_COUNTED ? Counting.estimate() : counting(tokenizer)).count(text);
    }

    /** Whether the count is what the provider will count, frames included. */
    public static boolean exact(String tokenizer) {
        return Tokenizer.of(tokenizer)
                .filter(known -> known == Tokenizer.O200K || known == Tokenizer.CL100K)
                .isPresent();
    }

    /** Whether text is counted by the model's own tokenizer; what frames a message may be another than assumed. */
    public static boolean counted(String tokenizer) {
        return counting(tokenizer) != ESTIMATE;
    }

    /** What tokens spell: {@code whole} unless they begin or end in the middle of a character. */
    public record Spelled(String text, boolean whole) {}

    /**
     * What tokens of this kind spell. Where a model's own are not known here they are read as {@code cl100k_base}, in which
     * programs write them that do not know better. Empty where one of them is no token.
     */
    public static Optional<Spelled> spelled(String tokenizer, List<Integer> tokens) {
        boolean newer = Tokenizer.of(tokenizer)
                .filter(known -> known == Tokenizer.O200K || known == Tokenizer.O200K_HARMONY)
                .isPresent();
        return (newer ? Spelling.o200k(tokens) : Spelling.cl100k(tokens)).map(Tokenizers::spelled);
    }

    private static Spelled spelled(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new Spelled(text.toString(), true);
        } catch (CharacterCodingException cut) {
            return new Spelled(new String(bytes, StandardCharsets.UTF_8), false);
        }
    }

    /** Whether tokens as programs of OpenAI's write them are this model's own. */
    public static boolean takesTokens(String tokenizer) {
        return Tokenizer.of(tokenizer)
                .filter(known -> known == Tokenizer.CL100K || known == Tokenizer.O200K)
                .isPresent();
    }

    /** Counts a text that grows, such as an answer that streams. */
    public static Counter counter(String tokenizer) {
        return new Counter(tokenizer);
    }

    /** What fits a model of that name best: a built-in tokenizer, a file of the operator's folder, or an estimate. */
    public static String guess(ProviderKind kind, String upstreamName) {
        var known = Tokenizer.guess(kind, upstreamName);
        return known == Tokenizer.ESTIMATE
                ? Family.fitting(upstreamName, files.names())
                        .map(Tokenizer.FILE::concat)
                        .orElse(known.code())
                : known.code();
    }

    private static final Counting O200K = Counting.o200k();
    private static final Counting CL100K = Counting.cl100k();
    private static final Counting ESTIMATE = Counting.estimate();

    private static Counting counting(String tokenizer) {
        var known = Tokenizer.of(tokenizer);
        if (known.isPresent()) {
            return switch (known.get()) {
                case O200K, O200K_HARMONY -> O200K;
                case CL100K -> CL100K;
                case ESTIMATE -> ESTIMATE;
            };
        }
        return Tokenizer.file(tokenizer).flatMap(name -> files.counting(name)).orElse(ESTIMATE);
    }
}
