package org.tenantry.calls;

import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/**
 * Which model was asked for: one by its id, whichever suits ({@link #AUTO}), the strongest that may be used, or what an
 * alias names. Written as a word, it is what the page and the database keep.
 */
public record Asked(Kind kind, ModelId model, String word) {
    /** How a model is asked for. */
    public enum Kind {
        MODEL,
        AUTO,
        STRONGEST,
        ALIAS
    }

    private static final int LONGEST = 64;

    public static final Asked AUTO = new Asked(Kind.AUTO, null, "auto");
    public static final Asked STRONGEST = new Asked(Kind.STRONGEST, null, "strongest");

    public static Asked model(ModelId model) {
        return new Asked(Kind.MODEL, model, model.toString());
    }

    public static Asked alias(String name) {
        return new Asked(Kind.ALIAS, null, name);
    }

    /** Reads the word of a page: {@code auto}, {@code strongest}, the id of a model, or else an alias. */
    public static Asked of(String word) {
        if (word.isEmpty() || word.length() > LONGEST) {
            throw new NotFound();
        }
        if (word.equals(AUTO.word)) {
            return AUTO;
        }
        if (word.equals(STRONGEST.word)) {
            return STRONGEST;
        }
        return id(word).map(Asked::model).orElseGet(() -> alias(word));
    }

    private static Optional<ModelId> id(String word) {
        try {
            return Optional.of(new ModelId(UUID.fromString(word)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The words that no alias may have. */
    static boolean isReserved(String word) {
        return Asked.of(word).kind() != Kind.ALIAS;
    }

    @Override
    public String toString() {
        return word;
    }
}
