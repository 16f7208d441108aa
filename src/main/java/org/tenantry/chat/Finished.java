package org.tenantry.chat;

import org.tenantry.calls.Receipt;

/**
 * How an answer ended and what it cost; {@code failure} is empty when nothing went wrong. {@code
 * model} is the label of the one that answered; {@code retryAfterSeconds} is how long its provider asked to wait, if it
 * did.
 */
public record Finished(Message.State state, String failure, Receipt receipt, String model, int retryAfterSeconds) {}
