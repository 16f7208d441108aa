package org.tenantry.tokens;

/** What is told of a text whose tokenizer nobody has here: its characters weighed, in time that hardly counts. */
public final class Estimate {
    private Estimate() {}

    /** Quarters of an estimated token: they can be summed over parts of a text. */
    public static long quarters(String text) {
        long quarters = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            quarters += point > 0x2E7F && Character.getType(point) != Character.SURROGATE ? 4 : 1;
            at += Character.charCount(point);
        }
        return quarters;
    }

    public static long tokens(long quarters) {
        return (quarters + 3) / 4;
    }
}
