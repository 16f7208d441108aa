package org.tenantry.api.manage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Moments as programs write them: RFC 3339, with any offset, exact to the microsecond. */
final class Instants {
    private static final int EARLIEST = 2000;
    private static final int LATEST = 2999;

    private Instants() {}

    /** {@link DateTimeException} for anything else, and for a year that no deployment lives in. */
    static Instant read(String text) {
        var at = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        if (at.getYear() < EARLIEST || at.getYear() > LATEST) {
            throw new DateTimeException(text);
        }
        return at.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
