package org.tenantry.plans;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.tenantry.values.DaySpan;

/** The rhythm of billing periods (rule 5.2), always computed from the first anchor and never from a clamped date. */
public enum Cycle {
    /** Months of the calendar. */
    CALENDAR,
    /** Months from the anchor's day of the month; an anchor of 31 is the last day of shorter months and comes back. */
    ANNIVERSARY;

    /** The period that this day lies in; days before the anchor lie in the periods before it. */
    public DaySpan at(LocalDate anchor, LocalDate day) {
        if (this == CALENDAR) {
            var first = day.withDayOfMonth(1);
            return new DaySpan(first, first.plusMonths(1));
        }
        long months = ChronoUnit.MONTHS.between(anchor.withDayOfMonth(1), day.withDayOfMonth(1));
        if (anchor.plusMonths(months).isAfter(day)) {
            months--;
        }
        return new DaySpan(anchor.plusMonths(months), anchor.plusMonths(months + 1));
    }
}
