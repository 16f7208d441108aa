package org.tenantry.payments;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/**
 * One payment that somebody began: pending → paid, failed, expired or cancelled; money that arrives later makes each of
 * the last three paid too. {@code amount} was ordered, {@code received} arrived, {@code refunded} went or is going back.
 */
public record PaymentOrder(
        UUID id,
        TenantId tenant,
        String number,
        Purpose purpose,
        UUID invoice,
        String provider,
        boolean automatic,
        State state,
        Money amount,
        Money received,
        Money credited,
        Money refunded,
        boolean late,
        String url,
        String payer,
        String reference,
        LocalDate receivedOn,
        String failure,
        Instant createdAt,
        Instant endedAt)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The transfer that the operator confirms by hand. */
    public static final String BANK = "BANK";

    /** What the money is for. */
    public enum Purpose {
        TOPUP,
        INVOICE
    }

    /** Where it stands. */
    public enum State {
        PENDING,
        PAID,
        FAILED,
        EXPIRED,
        CANCELLED
    }

    public boolean isPending() {
        return state == State.PENDING;
    }

    public boolean isPaid() {
        return state == State.PAID;
    }

    public boolean isByBank() {
        return BANK.equals(provider);
    }

    /** Whether another amount arrived than was ordered. */
    public boolean differs() {
        return isPaid() && !received.equals(amount);
    }
}
