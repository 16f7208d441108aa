package org.tenantry.billing;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.tenantry.billing.BillingAccount.DunningState;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Lists for the operator who is late with paying, the latest first, and what comes next. */
@Stateless
public class DunningQueue {
    /** Tenants on one page. */
    public static final int PAGE = 25;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Issuers issuers;

    /**
     * A tenant with overdue invoices: its oldest, what is due of all of them, and days since the oldest was due.
     * {@code nextState} and {@code nextOn} are null where nothing comes: after the last step, exempt or parked.
     */
    public record Row(
            TenantId tenant,
            String tenantName,
            UUID invoice,
            String number,
            LocalDate dueOn,
            int days,
            long invoices,
            Money due,
            DunningState state,
            DunningState nextState,
            LocalDate nextOn,
            boolean exempt,
            boolean parked)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Tenants with overdue invoices; one more than a page holds when another page follows. */
    public List<Row> page(Caller operator, int page) {
        operator.require(Role.OPERATOR);
        var when = issuers.get().dunning();
        return read(
                        em,
                        "SELECT o.tenant_id, t.name, t.zone, o.id, o.number, o.due_on, o.many, o.due_n, o.currency,"
                                + " COALESCE(a.dunning_state, 'NONE'), a.dunning_moved_on, COALESCE(a.dunning_exempt, FALSE),"
                                + " a.parked_at IS NOT NULL FROM (SELECT i.tenant_id, i.id, i.number, i.due_on, i.currency,"
                                + " COUNT(*) OVER all_of AS many, SUM(i.total_n - i.paid_n - i.credited_n) OVER all_of AS due_n,"
                                + " ROW_NUMBER() OVER (PARTITION BY i.tenant_id ORDER BY i.due_on, i.number) AS place"
                                + " FROM invoice i WHERE i.state = 'OVERDUE' WINDOW all_of AS (PARTITION BY i.tenant_id)) o"
                                + " JOIN tenant t ON t.id = o.tenant_id LEFT JOIN billing_account a ON a.tenant_id = o.tenant_id"
                                + " WHERE o.place = 1 ORDER BY o.due_on, t.name, t.id LIMIT ? OFFSET ?",
                        PAGE + 1,
                        (long) Math.max(0, page) * PAGE)
                .stream()
                .map(row -> row(row, when))
                .toList();
    }

    private Row row(Object[] row, Issuer.Dunning when) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of(row[2].toString()));
        var dueOn = day(row[5]);
        var state = DunningState.valueOf(row[9].toString());
        boolean exempt = truth(row[11]);
        boolean parked = truth(row[12]);
        var next = exempt || parked ? null : Dunning.next(state, when).orElse(null);
        return new Row(
                new TenantId(uuid(row[0])),
                row[1].toString(),
                uuid(row[3]),
                row[4].toString(),
                dueOn,
                (int) ChronoUnit.DAYS.between(dueOn, today),
                number(row[6]),
                Money.of(number(row[7]), row[8].toString()),
                state,
                next == null ? null : next.to(),
                next == null ? null : soonest(dueOn.plusDays(next.day()), day(row[10]), today),
                exempt,
                parked);
    }

    /** A step's own day, but never one that is over, and one step a day. */
    private static LocalDate soonest(LocalDate own, LocalDate movedOn, LocalDate today) {
        var from = movedOn != null && movedOn.equals(today) ? today.plusDays(1) : today;
        return own.isBefore(from) ? from : own;
    }
}
