package org.tenantry.chat;

import org.tenantry.calls.Receipt;

/** How an answer ended and what it cost; {@code failure} is empty when nothing went wrong. */
public record Finished(Message.State state, String failure, Receipt receipt) {}
