package org.tenantry.gateway;

import java.util.List;

/**
 * What became of one short question: what was understood, and how the answer was written. {@code status} is 0 when none
 * came; {@code lines} are the first of the body, cut and without the key.
 */
public record Trial(
        int status,
        String contentType,
        List<String> lines,
        String text,
        String reasoning,
        Completion completion,
        long millis) {
    /** Whether the answer was understood: it ended as it should, and there was something to hear. */
    public boolean isGood() {
        return completion.failure().isEmpty() && completion.ending() != Ending.STOPPED && !text.isEmpty();
    }
}
