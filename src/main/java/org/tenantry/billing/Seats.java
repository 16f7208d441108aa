package org.tenantry.billing;

import static org.tenantry.values.Rows.instant;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;

/**
 * Gives seats to members and takes them away (rule 6.6). Without a plan there is no limit. Seats of one tenant change one
 * after the other, so that two admins at once never fill more than were bought.
 */
@Stateless
public class Seats {
    /** More members than these are not shown on one page. */
    public static final int MOST_SHOWN = 500;

    private static final Duration RECENTLY = Duration.ofDays(30);

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Tenants tenants;

    @Inject
    AuditLog audit;

    /** A member with the last use (null for none) and the tokens of the last 30 days. */
    public record Holder(
            MemberId member, String name, String email, Role role, boolean seated, Instant lastUse, long tokens)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Who has the seats; {@code plan} is null where there is no limit. */
    public record Board(Subscription plan, int taken, List<Holder> holders) implements Serializable {
        private static final long serialVersionUID = 1L;

        public int free() {
            return plan == null ? 0 : Math.max(0, plan.seats() - taken);
        }

        /** Whether nobody of those who left can be given a seat. */
        public boolean full() {
            return plan != null && Math.min(plan.seats(), plan.seatsNext()) <= taken;
        }

        public boolean cut() {
            return holders.size() == MOST_SHOWN;
        }
    }

    /** The members of the admin's tenant, those with a seat first. */
    public Board board(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var holders = read(
                        em,
                        "SELECT m.id, p.name, p.email, m.role, m.state = 'ACTIVE',"
                                + " (SELECT MAX(u.at) FROM usage_event u WHERE u.tenant_id = m.tenant_id"
                                + " AND u.member_id = m.id),"
                                + " (SELECT COALESCE(SUM(u.input_tokens + u.cached_input_tokens + u.cache_write_tokens"
                                + " + u.output_tokens), 0) FROM usage_event u WHERE u.tenant_id = m.tenant_id"
                                + " AND u.member_id = m.id AND u.at >= ?)"
                                + " FROM member m JOIN person p ON p.id = m.person_id WHERE m.tenant_id = ?"
                                + " ORDER BY m.state, p.name, m.id LIMIT " + MOST_SHOWN,
                        clock.instant().minus(RECENTLY),
                        tenant.value())
                .stream()
                .map(Seats::holder)
                .toList();
        return new Board(subscriptions.of(tenant).orElse(null), tenants.seatsTaken(tenant), holders);
    }

    /**
     * Takes a member's seat away: they lose this tenant at once. What is being answered to them is finished and paid, the
     * next question is refused. Nobody removes themself or the last admin.
     */
    public void remove(Caller admin, MemberId member) {
        var tenant = admin.require(Role.ADMIN).tenant();
        if (admin.isMember(member)) {
            throw new InvalidInput("billing.refusal.removeSelf");
        }
        subscriptions.locked(tenant);
        tenants.hold(tenant);
        var place = tenants.place(tenant, member);
        if (place.role() == Role.ADMIN && tenants.otherAdmins(tenant, member) == 0) {
            throw new InvalidInput("billing.refusal.lastAdmin");
        }
        if (tenants.remove(tenant, member)) {
            audit.record(admin.person(), tenant, "seat.remove", place.email(), member.toString());
        }
    }

    /** Gives a seat to a member who was removed, if one is free; who has a seat keeps it. */
    public void giveBack(Caller admin, MemberId member) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var plan = subscriptions.locked(tenant);
        tenants.hold(tenant);
        var place = tenants.place(tenant, member);
        if (!tenants.giveBack(tenant, member)) {
            return;
        }
        if (plan.isPresent()) {
            room(plan.get(), tenants.seatsTaken(tenant));
        }
        audit.record(admin.person(), tenant, "seat.give", place.email(), member.toString());
    }

    static void room(Subscription plan, int taken) {
        if (taken > plan.seats()) {
            throw new SeatLimitReached(plan.seats());
        }
        if (taken > plan.seatsNext()) {
            throw SeatLimitReached.ofNextPeriod(plan.seatsNext());
        }
    }

    private static Holder holder(Object[] row) {
        return new Holder(
                new MemberId(uuid(row[0])),
                row[1].toString(),
                row[2].toString(),
                Role.valueOf(row[3].toString()),
                truth(row[4]),
                instant(row[5]),
                number(row[6]));
    }
}
