package org.tenantry.models;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tenantry.values.Price;

/** What a model is for. Only those that converse are offered in the chat, chosen by routes and named by aliases. */
public enum ModelKind {
    /** Answers in words. */
    CHAT,
    /** Turns texts into vectors. */
    EMBEDDING,
    /** Writes down what is said in a recording; paid by the minute. */
    TRANSCRIPTION;

    private static final Pattern VECTORS = Pattern.compile("embed|(^|[/_-])(bge|gte|e5|minilm|ada-002)($|[^a-z])"
            + "|minilm|paraphrase-|sentence-t5|instructor-(base|large|xl)|mxbai-|snowflake-arctic-em");

    private static final Pattern SOUND =
            Pattern.compile("whisper|transcribe|parakeet|canary-(1b|180m|qwen)|wav2vec2|moonshine|voxtral.*transcri");

    /** What models of such a name are for; most converse. The operator has the last word. */
    public static ModelKind guess(String upstreamName) {
        var name = upstreamName.toLowerCase(Locale.ROOT);
        if (SOUND.matcher(name).find()) {
            return TRANSCRIPTION;
        }
        return VECTORS.matcher(name).find() && !name.contains("rerank") ? EMBEDDING : CHAT;
    }

    /** What its price counts. */
    public Price.Unit unit() {
        return this == TRANSCRIPTION ? Price.Unit.AUDIO : Price.Unit.TOKENS;
    }

    /** As it is written in files and told to programs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
