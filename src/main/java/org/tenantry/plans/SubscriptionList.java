package org.tenantry.plans;

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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Lists for the operator what all tenants have bought and not ended, and what can be sold to them. */
@Stateless
public class SubscriptionList {
    /** Subscriptions on one page. */
    public static final int PAGE = 25;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * A live subscription. {@code taken} are seats that members fill; {@code fee} is asked for each whole period from the
     * terms and seats of today. {@code periodEnds} is the first day of the next period, null while it is tried; what is
     * planned is null or false where nothing is.
     */
    public record Row(
            TenantId tenant,
            String tenantName,
            String plan,
            int version,
            Subscription.State state,
            LocalDate trialEndsOn,
            int taken,
            int seats,
            Money fee,
            LocalDate periodEnds,
            String nextPlan,
            Integer nextSeats,
            boolean ending)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isTrial() {
            return state == Subscription.State.TRIAL;
        }

        public boolean isChanging() {
            return ending || nextPlan != null || nextSeats != null;
        }
    }

    /** A plan that a list can be narrowed to. */
    public record PlanName(UUID id, String name) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Live subscriptions by name of the tenant; one more than a page holds when another page follows. */
    public List<Row> page(Caller operator, Optional<Subscription.State> state, Optional<UUID> plan, int page) {
        operator.require(Role.OPERATOR);
        var values = new ArrayList<Object>();
        var where = new StringBuilder(" WHERE s.state <> 'ENDED'");
        state.ifPresent(wanted -> {
            where.append(" AND s.state = ?");
            values.add(wanted);
        });
        plan.ifPresent(wanted -> {
            where.append(" AND v.plan_id = ?");
            values.add(wanted);
        });
        values.add(PAGE + 1);
        values.add((long) Math.max(0, page) * PAGE);
        var now = clock.instant();
        return read(
                        em,
                        "SELECT t.id, t.name, t.zone, p.name, v.number, s.state, s.trial_ends_on,"
                                + " (SELECT COUNT(*) FROM member m WHERE m.tenant_id = t.id AND m.state = 'ACTIVE'), s.seats,"
                                + " v.currency, v.base_fee_n + v.seat_fee_n * GREATEST(0, s.seats - v.included_seats),"
                                + " s.cycle, s.anchor_on, np.name, s.next_seats, s.ending FROM subscription s"
                                + " JOIN tenant t ON t.id = s.tenant_id JOIN plan_version v ON v.id = s.version_id"
                                + " JOIN plan p ON p.id = v.plan_id LEFT JOIN plan_version nv ON nv.id = s.next_version_id"
                                + " LEFT JOIN plan np ON np.id = nv.plan_id" + where
                                + " ORDER BY t.name, t.id LIMIT ? OFFSET ?",
                        values.toArray())
                .stream()
                .map(row -> row(row, LocalDate.ofInstant(now, ZoneId.of(row[2].toString()))))
                .toList();
    }

    /** Plans that somebody holds a version of, by name. */
    public List<PlanName> plans(Caller operator) {
        operator.require(Role.OPERATOR);
        return read(
                        em,
                        "SELECT DISTINCT p.id, p.name FROM subscription s JOIN plan_version v ON v.id = s.version_id"
                                + " JOIN plan p ON p.id = v.plan_id WHERE s.state <> 'ENDED' ORDER BY p.name")
                .stream()
                .map(row -> new PlanName(uuid(row[0]), row[1].toString()))
                .toList();
    }

    /** What can be sold now to a tenant that pays in this currency. */
    public List<Terms> offered(Caller operator, Currency currency) {
        operator.require(Role.OPERATOR);
        return TermsReader.where(
                em,
                "WHERE v.state = 'ON_SALE' AND p.state = 'OFFERED' AND v.currency = ? ORDER BY p.place, p.name",
                currency.getCurrencyCode());
    }

    private static Row row(Object[] row, LocalDate today) {
        var state = Subscription.State.valueOf(row[5].toString());
        var period = Cycle.valueOf(row[11].toString()).at(day(row[12]), today);
        return new Row(
                new TenantId(uuid(row[0])),
                row[1].toString(),
                row[3].toString(),
                (int) number(row[4]),
                state,
                day(row[6]),
                (int) number(row[7]),
                (int) number(row[8]),
                Money.of(number(row[10]), row[9].toString()),
                state == Subscription.State.TRIAL ? null : period.to(),
                row[13] == null ? null : row[13].toString(),
                row[14] == null ? null : (int) number(row[14]),
                truth(row[15]));
    }
}
