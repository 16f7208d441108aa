package org.tenantry.notices;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** A mail of the outbox as the operator sees it in the list; {@code failure} is why the last try failed, if it did. */
public record Notice(
        UUID id,
        State state,
        String kind,
        String recipient,
        String subject,
        int tries,
        MailFailure failure,
        String failureDetail,
        Instant createdAt,
        Instant dueAt,
        Instant sentAt)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** {@code WAITING} → {@code SENDING} → {@code SENT}; back to waiting after a failure, at last {@code FAILED}. */
    public enum State {
        WAITING,
        SENDING,
        SENT,
        FAILED
    }
}
