package org.tenantry.metering;

import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.MemberId;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;
import org.tenantry.values.WalletId;

/**
 * One call of a model as its row stands: HELD (value set aside, nothing heard yet) → SENT (the answer is coming) →
 * SETTLED or VOIDED, each move once.
 */
record ModelCall(
        RequestId id,
        TenantId tenant,
        MemberId member,
        WalletId wallet,
        UUID conversation,
        UUID model,
        UUID priceVersion,
        State state,
        long holdN,
        long localPrompt,
        boolean localExact,
        long localAudioMillis,
        int mostOutputTokens,
        long outputSeen,
        Instant askedAt) {
    /** Where the call stands. */
    enum State {
        HELD,
        SENT,
        SETTLED,
        VOIDED
    }

    boolean isOpen() {
        return state == State.HELD || state == State.SENT;
    }
}
