package org.tenantry.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.tenantry.values.InvalidInput;

/** A day, a week from Monday or a month of a calendar, both ends included. */
public record DateSpan(Kind kind, LocalDate first, LocalDate last, LocalDate today) {
    /** How long it is. */
    public enum Kind {
        DAY,
        WEEK,
        MONTH;

        /** The word for it in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DAYS_AROUND_A_DAY = 13;

    /** Reads a span from an address, such as week and 2026-11-24; without them the current month. */
    public static DateSpan of(String kind, String at, LocalDate today) {
        try {
            var day = at == null ? today : LocalDate.parse(at);
            if (day.getYear() < 2000 || day.getYear() > 2199) {
                throw new InvalidInput("refusal.choice");
            }
            return of(kind == null ? Kind.MONTH : Kind.valueOf(kind.toUpperCase(Locale.ROOT)), day, today);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new InvalidInput("refusal.choice");
        }
    }

    private static DateSpan of(Kind kind, LocalDate day, LocalDate today) {
        return switch (kind) {
            case DAY -> new DateSpan(kind, day, day, today);
            case WEEK -> {
                var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new DateSpan(kind, monday, monday.plusDays(6), today);
            }
            case MONTH -> new DateSpan(
                    kind, day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()), today);
        };
    }

    /** A day of the span before. */
    public LocalDate before() {
        return first.minusDays(1);
    }

    /** A day of the span after. */
    public LocalDate after() {
        return last.plusDays(1);
    }

    public boolean hasAfter() {
        return last.isBefore(today);
    }

    /** Where a chart of days begins: a single day is shown at the end of two weeks. */
    public LocalDate chartFirst() {
        return kind == Kind.DAY ? first.minusDays(DAYS_AROUND_A_DAY) : first;
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
