package org.tenantry.calls;

import java.util.List;
import java.util.UUID;
import org.tenantry.values.ModelId;

/**
 * What a member wants a model to answer. {@code idempotencyKey} is the client's own key for this wish, {@code bodyHash}
 * the SHA-256 (hex) of all that the wish says: the same key with another body is refused. {@code mostOutputTokens} of 0
 * means the model's own limit. {@code conversation} may be null.
 */
public record Question(
        ModelId model,
        List<Line> lines,
        int mostOutputTokens,
        String idempotencyKey,
        String bodyHash,
        UUID conversation) {
    /** One earlier or present message, oldest first. */
    public record Line(Voice voice, String text) {}

    /** Who says a line. */
    public enum Voice {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
