package org.tenantry.metering;

import java.util.UUID;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.RequestId;

/**
 * What a hold is asked for. {@code id} is made before anything is written; {@code promptTokens} is our own count and
 * {@code exact} says whether it is exact for the model. {@code conversation} may be null. {@code audioMillis} is how long the
 * recording is, 0 where there is none.
 */
public record Wish(
        RequestId id,
        Origin origin,
        OfferedModel model,
        long promptTokens,
        boolean exact,
        int mostOutputTokens,
        String idempotencyKey,
        String bodyHash,
        UUID conversation,
        long audioMillis) {
    /** Without a recording. */
    public Wish(
            RequestId id,
            Origin origin,
            OfferedModel model,
            long promptTokens,
            boolean exact,
            int mostOutputTokens,
            String idempotencyKey,
            String bodyHash,
            UUID conversation) {
        this(id, origin, model, promptTokens, exact, mostOutputTokens, idempotencyKey, bodyHash, conversation, 0);
    }

    /** Which door a call came through: it decides who ends it when its server dies. */
    public enum Origin {
        CHAT,
        API
    }
}
