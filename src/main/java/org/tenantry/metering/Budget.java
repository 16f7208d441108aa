package org.tenantry.metering;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.MemberId;

/**
 * A limit for a tenant, one member or one API key over a day, week or month in the tenant's zone (rule 9.1), in tokens or in nano
 * units of the tenant's currency. The soft mark tells, the hard limit stops.
 */
public record Budget(
        UUID id,
        Optional<MemberId> member,
        Optional<UUID> key,
        Unit unit,
        Span span,
        Optional<Long> softLimit,
        Optional<Long> hardLimit,
        long used,
        long held) {
    /** Whose calls are counted. */
    public enum Of {
        TENANT,
        MEMBER,
        KEY
    }

    /** What is counted. */
    public enum Unit {
        TOKENS,
        MONEY
    }

    /** How long a span is; weeks start on Monday. */
    public enum Span {
        DAY,
        WEEK,
        MONTH;

        /** The first local day of the span that {@code at} lies in. */
        public LocalDate startsOn(Instant at, ZoneId zone) {
            var day = LocalDate.ofInstant(at, zone);
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        /** When the span after the one that starts on {@code day} begins. */
        public Instant endsAfter(LocalDate day, ZoneId zone) {
            var next =
                    switch (this) {
                        case DAY -> day.plusDays(1);
                        case WEEK -> day.plusWeeks(1);
                        case MONTH -> day.plusMonths(1);
                    };
            return next.atStartOfDay(zone).toInstant();
        }
    }

    /** A limit of a member or of the tenant. */
    public Budget(
            UUID id,
            Optional<MemberId> member,
            Unit unit,
            Span span,
            Optional<Long> softLimit,
            Optional<Long> hardLimit,
            long used,
            long held) {
        this(id, member, Optional.empty(), unit, span, softLimit, hardLimit, used, held);
    }

    /** Used and held together, in hundredths of the hard limit, else of the soft mark; 0 without either. */
    public long percent() {
        long limit = hardLimit.or(() -> softLimit).orElse(0L);
        return limit == 0
                ? 0
                : Math.min(999, Math.multiplyExact(Math.min(used + held, Long.MAX_VALUE / 200), 100) / limit);
    }

    public boolean softReached() {
        return softLimit.isPresent() && used >= softLimit.get();
    }
}
