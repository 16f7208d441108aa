package org.tenantry.calls;

import org.tenantry.models.Counter;
import org.tenantry.models.Tokenizers;

/** Counts an answer while it comes, each part of it once, however often its count is asked for. */
final class Heard {
    private final Side text = new Side();
    private final Side reasoning = new Side();

    /** Tokens of the answer and of the reasoning before it, both as they stand by now. */
    synchronized long tokens(String tokenizer, String textSoFar, String reasoningSoFar) {
        return text.tokens(tokenizer, textSoFar) + reasoning.tokens(tokenizer, reasoningSoFar);
    }

    /** A text that only grows. */
    private static final class Side {
        private Counter counter;
        private int counted;

        long tokens(String tokenizer, String soFar) {
            if (soFar.isEmpty()) {
                return 0; // until something is heard, another model with another tokenizer may take over
            }
            if (counter == null || soFar.length() < counted) {
                counter = Tokenizers.counter(tokenizer);
                counted = 0;
            }
            int to = soFar.length();
            if (to > counted && Character.isHighSurrogate(soFar.charAt(to - 1))) {
                to--; // the other half of the character is still to come
            }
            counter.add(soFar.substring(counted, to));
            counted = to;
            return counter.total();
        }
    }
}
