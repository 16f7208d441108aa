package org.tenantry.metering;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.tenantry.plans.Cycle;
import org.tenantry.values.DaySpan;
import org.tenantry.values.TenantId;

/**
 * One billing period of a tenant: whole local days of its own zone (rule 5.1). OPEN until its end, then CLOSED for good,
 * and billed once. A change of the tenant's zone acts from the next period on.
 */
public record Period(
        UUID id,
        TenantId tenant,
        DaySpan days,
        Instant start,
        Instant end,
        ZoneId zone,
        Cycle cycle,
        LocalDate anchorOn)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The local day of an instant in it. */
    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /**
     * The day of it that an instant counts for: its first day for one just before it, when the clock of the node that
     * settles is behind that of the node that turned the period.
     */
    LocalDate countedDay(Instant at) {
        var day = day(at);
        return day.isBefore(days.from()) ? days.from() : day;
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    /** The days of the period that follows: always from the first anchor, never from a clamped date (rule 5.2). */
    DaySpan nextDays() {
        return new DaySpan(days.to(), cycle.at(anchorOn, days.to()).to());
    }
}
