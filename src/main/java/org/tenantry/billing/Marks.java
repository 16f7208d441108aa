package org.tenantry.billing;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Tells a tenant when 80, 95 and 100 % of what it could spend in a period are spent (rule 9.4): each once a period. */
@Stateless
public class Marks {
    private static final List<Integer> PERCENT = List.of(100, 95, 80);

    @PersistenceContext
    EntityManager em;

    @Inject
    BillingNotices notices;

    /** How much of what it could spend a tenant has spent in its open period. */
    public record Spent(TenantId tenant, UUID period, Money used, Money free) {
        /** Whole percent, rounded down; 100 only when nothing is left. */
        int percent() {
            var all = BigInteger.valueOf(used.nanos()).add(BigInteger.valueOf(free.nanos()));
            return all.signum() == 0
                    ? 0
                    : BigInteger.valueOf(used.nanos())
                            .multiply(BigInteger.valueOf(100))
                            .divide(all)
                            .intValue();
        }
    }

    /** Tenants that have spent at least the first mark in their open period. */
    public List<Spent> reached() {
        return read(
                        em,
                        "SELECT p.tenant_id, p.id, SUM(d.charge_n), w.available_n - w.held_n, w.currency FROM period p"
                                + " JOIN usage_day d ON d.tenant_id = p.tenant_id AND d.period_id = p.id"
                                + " JOIN wallet w ON w.tenant_id = p.tenant_id WHERE p.state = 'OPEN'"
                                + " GROUP BY p.id HAVING SUM(d.charge_n) >= 4 * (w.available_n - w.held_n)")
                .stream()
                .map(row -> new Spent(
                        new TenantId(uuid(row[0])),
                        uuid(row[1]),
                        Money.of(number(row[2]), row[4].toString()),
                        Money.of(Math.max(0, number(row[3])), row[4].toString())))
                .toList();
    }

    /** Tells the highest mark that is reached. */
    public void tell(Spent spent) {
        PERCENT.stream()
                .filter(mark -> spent.percent() >= mark)
                .findFirst()
                .ifPresent(mark -> notices.mark(
                        spent.tenant(),
                        spent.period(),
                        mark,
                        spent.used(),
                        spent.used().plus(spent.free())));
    }
}
