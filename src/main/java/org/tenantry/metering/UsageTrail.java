package org.tenantry.metering;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/**
 * Opens a line of an invoice to the days it is made of, and a day to its calls (rule 7.9): for the tenant's admins and for
 * the operator. What was said in a call is never shown here; its conversation is named to the member whose call it was.
 */
@Stateless
public class UsageTrail {
    /** How many calls of a day are shown at a time. */
    public static final int CALLS = 50;

    @PersistenceContext
    EntityManager em;

    /** What a line bills: the use of one model at one price in one period. */
    public record Line(TenantId tenant, UUID period, UUID model, UUID priceVersion, boolean late, Currency currency)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Tokens by what they are charged as, and audio. */
    public record Tokens(long input, long cachedInput, long cacheWrite, long output, long audioMillis)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private static Tokens of(Object[] row, int from) {
            return new Tokens(
                    number(row[from]),
                    number(row[from + 1]),
                    number(row[from + 2]),
                    number(row[from + 3]),
                    number(row[row.length - 1]));
        }

        /** All input that was not read from the provider's cache. */
        public long freshInput() {
            return input + cacheWrite;
        }
    }

    /** The use of one local day; {@code settled} is what allowance and credit paid of the charge. */
    public record Day(LocalDate day, long calls, Tokens tokens, Money charge, Money settled) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One call; {@code conversation} is null unless it is the reader's own. */
    public record Call(
            UUID id, Instant at, UUID member, UUID conversation, Tokens tokens, boolean estimated, Money charge)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public List<Day> days(Caller caller, Line line) {
        return read(
                        em,
                        "SELECT day, calls, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, charge_n,"
                                + " plan_n + promo_n + paid_n, audio_ms FROM usage_day WHERE tenant_id = ? AND period_id = ?"
                                + " AND model_id = ? AND price_version_id = ? AND late = ? ORDER BY day",
                        reached(caller, line),
                        line.period(),
                        line.model(),
                        line.priceVersion(),
                        line.late())
                .stream()
                .map(row -> new Day(
                        day(row[0]),
                        number(row[1]),
                        Tokens.of(row, 2),
                        new Money(number(row[6]), line.currency()),
                        new Money(number(row[7]), line.currency())))
                .toList();
    }

    /** The calls of a local day, newest first: one more than {@link #CALLS} when there are older ones. */
    public List<Call> calls(Caller caller, Line line, LocalDate day, int page) {
        var zone = zone(reached(caller, line), line);
        return read(
                        em,
                        "SELECT call_id, at, member_id, conversation_id, input_tokens, cached_input_tokens,"
                                + " cache_write_tokens, output_tokens, estimated, charge_n, audio_ms FROM usage_event"
                                + " WHERE tenant_id = ? AND period_id = ? AND model_id = ? AND price_version_id = ?"
                                + " AND late = ? AND at >= ? AND at < ? ORDER BY at DESC, call_id DESC LIMIT ? OFFSET ?",
                        reached(caller, line),
                        line.period(),
                        line.model(),
                        line.priceVersion(),
                        line.late(),
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant(),
                        CALLS + 1,
                        Math.max(0L, page) * CALLS)
                .stream()
                .map(row -> new Call(
                        uuid(row[0]),
                        instant(row[1]),
                        uuid(row[2]),
                        isOwn(caller, line, uuid(row[2])) ? uuid(row[3]) : null,
                        Tokens.of(row, 4),
                        truth(row[8]),
                        new Money(number(row[9]), line.currency())))
                .toList();
    }

    /** Days are those of the period's own zone (rule 5.1). */
    private ZoneId zone(UUID tenant, Line line) {
        return read(em, "SELECT zone, id FROM period WHERE tenant_id = ? AND id = ?", tenant, line.period()).stream()
                .map(row -> ZoneId.of(row[0].toString()))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private static boolean isOwn(Caller caller, Line line, UUID member) {
        return caller.hasTenant()
                && caller.tenant().equals(line.tenant())
                && caller.member().value().equals(member);
    }

    /** The tenant whose use may be read: the admin's own, or any for the operator. */
    private static UUID reached(Caller caller, Line line) {
        if (!caller.has(Role.OPERATOR) && !caller.require(Role.ADMIN).tenant().equals(line.tenant())) {
            throw new NotFound();
        }
        return line.tenant().value();
    }
}
