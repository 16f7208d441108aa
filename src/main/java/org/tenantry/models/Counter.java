package org.tenantry.models;

import org.tenantry.tokens.Estimate;

/**
 * Counts the tokens of a text that grows, as {@link Tokenizers#text} counts the whole, but in time that is linear in the
 * text: what can no longer change is counted once. For one thread.
 */
public final class Counter {
    /** Only so much is counted again each time; beyond {@link #MOST_OPEN} it is cut even where that may add a token. */
    private static final int OPEN = 2_000;

    private static final int MOST_OPEN = 50_000;
    private static final String MARKS = " ，。；：、！？";

    private final String tokenizer;
    private final boolean counted;
    private final StringBuilder open = new StringBuilder();
    private long settled;
    private int tryAt = OPEN;

    Counter(String tokenizer) {
        this.tokenizer = tokenizer;
        this.counted = Tokenizers.counted(tokenizer);
    }

    public Counter add(String text) {
        if (!counted) {
            settled += Estimate.quarters(text);
            return this;
        }
        open.append(text);
        if (open.length() > tryAt) {
            int seam = seam();
            if (seam > 0) {
                settled += Tokenizers.text(tokenizer, open.substring(0, seam));
                open.delete(0, seam);
            }
            tryAt = open.length() + OPEN;
        }
        return this;
    }

    public long total() {
        return counted ? settled + Tokenizers.text(tokenizer, open.toString()) : Estimate.tokens(settled);
    }

    /** The last place that no token spans: between words, or where a line begins with a word. */
    private int seam() {
        for (int at = open.length() - 2; at > 0; at--) {
            boolean word = Character.isLetter(open.charAt(at - 1))
                    && MARKS.indexOf(open.charAt(at)) >= 0
                    && Character.isLetter(open.charAt(at + 1));
            if (word || open.charAt(at - 1) == '\n' && Character.isLetter(open.charAt(at))) {
                return at;
            }
        }
        return open.length() > MOST_OPEN ? open.offsetByCodePoints(open.length(), -1) : 0;
    }
}
