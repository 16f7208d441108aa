package org.tenantry.metering;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.tenantry.plans.Cycle;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Ids;
import org.tenantry.values.TenantId;

/**
 * Keeps the billing periods of tenants: they follow each other without a gap, at most one is open (rule 5). A period turns
 * on time: whoever needs the open one after its end closes it and opens the next, so that a bill that comes late never
 * takes in what was used after the end.
 */
@Stateless
public class Periods {
    private static final String COLUMNS =
            "SELECT id, tenant_id, from_day, to_day, start_at, end_at, zone, cycle, anchor_on FROM period ";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** Opens the tenant's first period, the present calendar month; does nothing when one is open. */
    public void openFirst(TenantId tenant, ZoneId zone) {
        var month = Cycle.CALENDAR.at(null, LocalDate.ofInstant(clock.instant(), zone));
        var first = new Period(
                Ids.next(), tenant, month, month.startsAt(zone), month.endsAt(zone), zone, Cycle.CALENDAR, null);
        insert(first, " ON DUPLICATE KEY UPDATE zone = zone");
    }

    /** The open period; look at {@link Period#isOver} before counting on it. */
    public Period open(TenantId tenant) {
        return open(tenant, "");
    }

    /**
     * The period that holds the present, locked shared so that it cannot close before the transaction that settles into
     * it ends (rule 5.3).
     */
    public Period openForSettling(TenantId tenant) {
        var now = clock.instant();
        if (open(tenant).isOver(now)) {
            return turned(tenant);
        }
        var locked = open(tenant, " LOCK IN SHARE MODE");
        return locked.isOver(now) ? turned(tenant) : locked;
    }

    /** The period that holds the present, held until the transaction ends; periods that are over are closed first. */
    public Period turned(TenantId tenant) {
        var now = clock.instant();
        var period = open(tenant, " FOR UPDATE");
        while (period.isOver(now)) {
            period = followed(period, now);
        }
        return period;
    }

    /** Lets the open period and those after it keep the rhythm of a subscription: its end moves, its start stays. */
    public Period follow(TenantId tenant, Cycle cycle, LocalDate anchor) {
        var period = turned(tenant);
        var span = cycle.at(anchor, period.day(clock.instant()));
        change(
                em,
                "UPDATE period SET to_day = ?, end_at = ?, cycle = ?, anchor_on = ? WHERE id = ? AND state = 'OPEN'",
                span.to(),
                span.endsAt(period.zone()),
                cycle,
                anchor,
                period.id());
        return open(tenant);
    }

    /** Tenants that have a period to close or to bill. */
    public List<TenantId> due() {
        return read(
                        em,
                        "SELECT tenant_id, MIN(end_at) FROM period WHERE (state = 'OPEN' AND end_at <= ?)"
                                + " OR (state = 'CLOSED' AND billed_at IS NULL) GROUP BY tenant_id ORDER BY 2, 1",
                        clock.instant())
                .stream()
                .map(row -> new TenantId(uuid(row[0])))
                .toList();
    }

    /** Closed periods of the tenant that were not billed yet, the oldest first, held until the transaction ends. */
    public List<Period> toBill(TenantId tenant) {
        return read(
                        em,
                        COLUMNS + "WHERE tenant_id = ? AND state = 'CLOSED' AND billed_at IS NULL ORDER BY start_at"
                                + " FOR UPDATE",
                        tenant.value())
                .stream()
                .map(Periods::period)
                .toList();
    }

    /** Says that a closed period is billed; false when it was already. */
    public boolean billed(Period period) {
        return change(
                        em,
                        "UPDATE period SET billed_at = ? WHERE id = ? AND state = 'CLOSED' AND billed_at IS NULL",
                        clock.instant(),
                        period.id())
                == 1;
    }

    /** Closes a period and opens the next. */
    private Period followed(Period period, Instant now) {
        int closed = change(
                em,
                "UPDATE period p SET state = 'CLOSED', closed_at = ?,"
                        + " total_n = (SELECT COALESCE(SUM(d.charge_n), 0) FROM usage_day d"
                        + " WHERE d.tenant_id = p.tenant_id AND d.period_id = p.id),"
                        + " events = (SELECT COALESCE(SUM(d.calls), 0) FROM usage_day d"
                        + " WHERE d.tenant_id = p.tenant_id AND d.period_id = p.id) WHERE p.id = ? AND p.state = 'OPEN'",
                now,
                period.id());
        if (closed != 1) {
            throw new IllegalStateException("period " + period.id() + " closed twice");
        }
        var zone = zoneOf(period.tenant());
        var days = period.nextDays();
        var next = new Period(
                Ids.next(),
                period.tenant(),
                days,
                period.end(),
                days.endsAt(zone),
                zone,
                period.cycle(),
                period.anchorOn());
        insert(next, "");
        return next;
    }

    private void insert(Period period, String tail) {
        change(
                em,
                "INSERT INTO period (id, tenant_id, from_day, to_day, start_at, end_at, zone, state, cycle, anchor_on)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)" + tail,
                period.id(),
                period.tenant().value(),
                period.days().from(),
                period.days().to(),
                period.start(),
                period.end(),
                period.zone().getId(),
                period.cycle(),
                period.anchorOn());
    }

    private ZoneId zoneOf(TenantId tenant) {
        return ZoneId.of(read(em, "SELECT zone, id FROM tenant WHERE id = ?", tenant.value())
                .get(0)[0]
                .toString());
    }

    private Period open(TenantId tenant, String lock) {
        var sql = COLUMNS + "WHERE tenant_id = ? AND state = 'OPEN'" + lock;
        var rows = read(em, sql, tenant.value());
        if (rows.isEmpty()) {
            // Whoever waited for the row that was open finds it closed: the next one is there now.
            rows = read(em, sql, tenant.value());
        }
        if (rows.size() != 1) {
            throw new IllegalStateException("tenant " + tenant + " has no open period");
        }
        return period(rows.get(0));
    }

    private static Period period(Object[] row) {
        UUID id = uuid(row[0]);
        return new Period(
                id,
                new TenantId(uuid(row[1])),
                new DaySpan(day(row[2]), day(row[3])),
                instant(row[4]),
                instant(row[5]),
                ZoneId.of(row[6].toString()),
                Cycle.valueOf(row[7].toString()),
                day(row[8]));
    }
}
