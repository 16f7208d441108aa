package org.tenantry.values;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Whole local days from {@code from} up to, but without, {@code to}; never empty. */
public record DaySpan(LocalDate from, LocalDate to) implements Serializable {
    private static final long serialVersionUID = 1L;

    public DaySpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("no day from " + from + " to " + to);
        }
    }

    /** How many days, whatever hours the clocks were moved by. */
    public int days() {
        return (int) ChronoUnit.DAYS.between(from, to);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** The last day that still belongs to it. */
    public LocalDate last() {
        return to.minusDays(1);
    }

    /** The part from this day on. */
    public DaySpan since(LocalDate day) {
        return new DaySpan(day.isAfter(from) ? day : from, to);
    }

    /** The first instant in that zone (rule 5.1): usually midnight, later where a clock change leaves midnight out. */
    public Instant startsAt(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The first instant that no longer belongs to it in that zone. */
    public Instant endsAt(ZoneId zone) {
        return to.atStartOfDay(zone).toInstant();
    }
}
