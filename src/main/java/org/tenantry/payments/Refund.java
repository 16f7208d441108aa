package org.tenantry.payments;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/**
 * Money of an order that goes back: pending → done or failed. {@code asked}: by us; otherwise the provider told of it.
 * {@code owed} is the part that the wallet no longer had; {@code payment} the provider's name for the money.
 */
public record Refund(
        UUID id,
        TenantId tenant,
        UUID order,
        Money amount,
        Money owed,
        String reason,
        boolean asked,
        State state,
        String failure,
        Instant at,
        String provider,
        String payment)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where it stands. */
    public enum State {
        PENDING,
        DONE,
        FAILED
    }

    public boolean isPending() {
        return state == State.PENDING;
    }
}
