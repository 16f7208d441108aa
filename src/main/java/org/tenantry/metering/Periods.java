package org.tenantry.metering;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.TenantId;

/** Keeps the billing periods of tenants: calendar months in the tenant's own zone, at most one of them open (rule 5). */
@Stateless
public class Periods {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** Opens the tenant's first period, the present calendar month; does nothing when one is open. */
    public void openFirst(TenantId tenant, ZoneId zone) {
        var month = LocalDate.ofInstant(clock.instant(), zone).withDayOfMonth(1);
        change(
                em,
                "INSERT INTO period (id, tenant_id, start_at, end_at, zone, state) VALUES (?, ?, ?, ?, ?, 'OPEN')"
                        + " ON DUPLICATE KEY UPDATE zone = zone",
                Ids.next(),
                tenant.value(),
                month.atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atStartOfDay(zone).toInstant(),
                zone.getId());
    }

    /** The open period, locked shared so that it cannot close before the transaction that settles into it ends (5.3). */
    public UUID openForSettling(TenantId tenant) {
        var rows = read(
                em,
                "SELECT id, state FROM period WHERE tenant_id = ? AND state = 'OPEN' LOCK IN SHARE MODE",
                tenant.value());
        if (rows.size() != 1) {
            throw new IllegalStateException("tenant " + tenant + " has no open period");
        }
        return uuid(rows.get(0)[0]);
    }
}
