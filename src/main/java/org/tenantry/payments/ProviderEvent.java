package org.tenantry.payments;

import java.util.UUID;
import org.tenantry.values.Money;

/**
 * Something that a provider told and proved to have told. {@code order} is ours, {@code payment} the provider's name for
 * the money; either may be null. {@code amount} is null where no money is meant.
 */
public record ProviderEvent(
        String id, String kind, Meaning meaning, UUID order, String payment, Money amount, SavedCard card, String why) {
    /** What it means to us. */
    public enum Meaning {
        /** The money is there. */
        PAID,
        /** One try failed; the payer may try another card. */
        TRY_FAILED,
        /** The payment failed for good. */
        FAILED,
        /** Nobody paid in time. */
        EXPIRED,
        /** Money has gone back: {@code amount} is the sum of all that has. */
        REFUNDED,
        /** The payer's bank took money back: {@code amount} is this much more. */
        DISPUTED,
        /** Nothing that concerns us. */
        OTHER
    }

    /** A card that may be charged later without asking. */
    public record SavedCard(String customer, String method) {}
}
