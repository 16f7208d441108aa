package org.tenantry.notices;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;

/** Somebody a notice goes to, and how they read. To an address that is none the outbox keeps the notice as failed. */
public record Recipient(String email, Locale locale, ZoneId zone) {
    public Recipient {
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(locale, "locale");
        Objects.requireNonNull(zone, "zone");
    }
}
