package org.tenantry.payments;

import java.util.UUID;
import org.tenantry.values.Money;

/**
 * The door for everybody who takes payments in our place: Stripe, and others that fit. None of its calls may be made
 * inside a transaction; each may be repeated with the same ids and acts once.
 */
public interface PaymentProvider {
    /** The name under which orders keep it, such as STRIPE. */
    String name();

    /**
     * Begins the payment of an order; the payer goes on at the address that comes back. {@code keepsCard} asks to save
     * the card for automatic top-ups; {@code back} is where the payer returns to, which proves nothing.
     */
    Checkout begin(PaymentOrder order, boolean keepsCard, String back);

    /** Reads what the provider tells: refuses what does not carry its signature or is older than five minutes. */
    ProviderEvent read(byte[] body, String signature);

    /** Charges a card that was saved, with nobody there to ask. */
    Answer charge(PaymentOrder order, String customer, String method);

    /** Sends a part of a payment back. */
    Answer refund(String payment, UUID refund, Money amount);

    /** Where a payer goes on, and the provider's name for it. */
    record Checkout(String ref, String url) {}

    /** What a provider answered; {@code why} says in its words why not. */
    record Answer(Outcome outcome, String ref, String why) {}

    /** How it went. OPEN: nobody knows yet, it may be asked again or will be told. */
    enum Outcome {
        DONE,
        REFUSED,
        OPEN
    }
}
