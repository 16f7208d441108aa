package org.tenantry.metering;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.Rows;

/**
 * Shows use and charges from the facts themselves, so that every page tells what the bill will. Times are half-open
 * spans; days are days in the tenant's zone.
 */
@Stateless
public class UsageReport {
    private static final String SUMS =
            " COUNT(*), COALESCE(SUM(u.input_tokens + u.cache_write_tokens), 0), COALESCE(SUM(u.cached_input_tokens), 0),"
                    + " COALESCE(SUM(u.output_tokens), 0), COALESCE(SUM(u.charge_n), 0),"
                    + " COALESCE(SUM(u.audio_ms), 0) FROM usage_event u"
                    + " WHERE u.tenant_id = ? AND u.at >= ? AND u.at < ?";

    @PersistenceContext
    EntityManager em;

    /** Whose use is shown. */
    public enum Of {
        /** The caller's own. */
        ME,
        /** The whole tenant's: admins only. */
        TENANT
    }

    /** What use is grouped by. */
    public enum By {
        MODEL("u.model_id"),
        CONVERSATION("u.conversation_id"),
        MEMBER("u.member_id");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** Sums over some calls; {@code input} is all that was not read from the provider's cache. */
    public record Sums(long calls, long input, long cachedInput, long output, Money charge, long audioMillis) {
        /** Without audio. */
        public Sums(long calls, long input, long cachedInput, long output, Money charge) {
            this(calls, input, cachedInput, output, charge, 0);
        }

        public long tokens() {
            return input + cachedInput + output;
        }

        Sums plus(Sums other) {
            return new Sums(
                    calls + other.calls,
                    input + other.input,
                    cachedInput + other.cachedInput,
                    output + other.output,
                    charge.plus(other.charge),
                    audioMillis + other.audioMillis);
        }
    }

    /** The use of one model, conversation or member; {@code id} is null for use without a conversation. */
    public record Line(UUID id, Sums sums) {}

    /** The use of one local day. */
    public record Day(LocalDate day, Sums sums) {}

    public Sums total(Caller caller, Of of, Instant from, Instant to) {
        return rows(caller, of, "0,", "", from, to, row -> sums(caller, row)).get(0);
    }

    /** At most 200 lines, the dearest first. */
    public List<Line> lines(Caller caller, Of of, By by, Instant from, Instant to) {
        return rows(
                caller,
                of,
                by.column + ",",
                " GROUP BY " + by.column + " ORDER BY 6 DESC, 5 DESC LIMIT 200",
                from,
                to,
                row -> new Line(Rows.uuid(row[0]), sums(caller, row)));
    }

    /** Every day from the first to the last of the span, also those without use. */
    public List<Day> days(Caller caller, Of of, LocalDate first, LocalDate last) {
        var zone = caller.zone();
        var days = new TreeMap<LocalDate, Sums>();
        var none = new Sums(0, 0, 0, 0, Money.zero(caller.currency()));
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.put(day, none);
        }
        // Every zone's days begin on a quarter of an hour, so quarters can be summed into local days here.
        var quarter = "TIMESTAMPDIFF(SECOND, '1970-01-01', u.at) DIV 900";
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.plusDays(1).atStartOfDay(zone).toInstant();
        rows(caller, of, quarter + ",", " GROUP BY " + quarter, from, to, row -> {
            var day = LocalDate.ofInstant(Instant.ofEpochSecond(number(row[0]) * 900), zone);
            return days.merge(day, sums(caller, row), Sums::plus);
        });
        var list = new ArrayList<Day>();
        days.forEach((day, sums) -> list.add(new Day(day, sums)));
        return list;
    }

    private <T> List<T> rows(
            Caller caller, Of of, String head, String tail, Instant from, Instant to, Function<Object[], T> row) {
        caller.require(of == Of.ME ? Role.MEMBER : Role.ADMIN);
        var sql = "SELECT " + head + SUMS + (of == Of.ME ? " AND u.member_id = ?" : "") + tail;
        var tenant = caller.tenant().value();
        var found = of == Of.ME
                ? read(em, sql, tenant, from, to, caller.member().value())
                : read(em, sql, tenant, from, to);
        return found.stream().map(row).toList();
    }

    private static Sums sums(Caller caller, Object[] row) {
        return new Sums(
                number(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4]),
                new Money(number(row[5]), caller.currency()),
                number(row[6]));
    }
}
