package org.tenantry.models;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts tokens as providers do, where their tokenizer is known, and estimates them where it is not. Counting never
 * fails on any text: what looks like a special token is counted as ordinary text.
 */
public final class Tokenizers {
    /** Beyond this many characters a text is estimated, so that no text, however twisted, takes more than seconds. */
    private static final int MOST_COUNTED = 1_000_000;

    /** What a message's frame takes, and what primes the answer (known for OpenAI's models). */
    private static final int PER_MESSAGE = 4;

    private static final int PRIMING = 3;

    private static final Map<Tokenizer, Encoding> ENCODINGS = new EnumMap<>(Tokenizer.class);

    static {
        var registry = Encodings.newLazyEncodingRegistry();
        ENCODINGS.put(Tokenizer.O200K, registry.getEncoding(EncodingType.O200K_BASE));
        ENCODINGS.put(Tokenizer.CL100K, registry.getEncoding(EncodingType.CL100K_BASE));
    }

    private Tokenizers() {}

    /** Tokens of a conversation of these texts with the frame of each message (its role is one token). */
    public static long prompt(String tokenizer, List<String> texts) {
        long tokens = PRIMING;
        for (var text : texts) {
            tokens += PER_MESSAGE + text(tokenizer, text);
        }
        return tokens;
    }

    public static long text(String tokenizer, String text) {
        var encoding = ENCODINGS.get(Tokenizer.of(tokenizer));
        if (encoding == null || text.length() > MOST_COUNTED) {
            return estimate(text);
        }
        return encoding.countTokensOrdinary(text);
    }

    /** Whether the count is what the provider will count. */
    public static boolean exact(String tokenizer) {
        return ENCODINGS.containsKey(Tokenizer.of(tokenizer));
    }

    /** Counts a text that grows, such as an answer that streams. */
    public static Counter counter(String tokenizer) {
        return new Counter(tokenizer);
    }

    /** About four characters of an alphabet, or one of Chinese, Japanese or Korean, to a token; rounded up. */
    static long estimate(String text) {
        return tokens(quarters(text));
    }

    /** Quarters of an estimated token. */
    static long quarters(String text) {
        return text.codePoints()
                .mapToLong(point -> Character.isIdeographic(point) || point > 0x2E7F ? 4 : 1)
                .sum();
    }

    static long tokens(long quarters) {
        return (quarters + 3) / 4;
    }
}
