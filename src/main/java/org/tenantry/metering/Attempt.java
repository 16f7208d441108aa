package org.tenantry.metering;

import java.time.Instant;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;

/**
 * One try of a call: whom it was sent to and with which key, and what came of it. {@code number} counts from 1 without a
 * gap; {@code firstTokenMillis} is null when nothing came; {@code failure} is empty when nothing went wrong.
 */
public record Attempt(
        int number,
        ProviderId provider,
        ModelId model,
        String keyLabel,
        Instant askedAt,
        Long firstTokenMillis,
        long totalMillis,
        Outcome outcome,
        String failure,
        boolean retriable) {
    /** How it ended for the one who asked the provider. */
    public enum Outcome {
        DONE,
        LENGTH,
        FILTERED,
        STOPPED,
        CUT,
        FAILED
    }
}
