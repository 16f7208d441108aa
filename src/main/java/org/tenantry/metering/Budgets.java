package org.tenantry.metering;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;

/** Sets and shows the limits of a tenant, its members and its API keys. */
@Stateless
public class Budgets {
    /** Which of the budgets {@code b} of a tenant count the calls of a member, made with a key or with none. */
    static final String APPLIES =
            "((b.member_id IS NULL AND b.api_key_id IS NULL) OR b.member_id = ? OR b.api_key_id = ?)";

    private static final String SELECT =
            "SELECT b.id, b.member_id, b.unit, b.span, b.soft_limit, b.hard_limit, b.api_key_id FROM budget b"
                    + " WHERE b.tenant_id = ?";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    /** All budgets of the tenant and its members with what is used of them now. */
    public List<Budget> list(Caller caller) {
        caller.require(Role.ADMIN);
        return withUse(
                caller,
                read(
                        em,
                        SELECT + " AND b.api_key_id IS NULL ORDER BY b.member_id IS NOT NULL, b.created_at, b.id",
                        caller.tenant().value()));
    }

    /** The budgets of the keys of the tenant: for an admin of all, else of the caller's own. */
    public List<Budget> ofKeys(Caller caller) {
        boolean all = caller.has(Role.ADMIN);
        return withUse(
                caller,
                read(
                        em,
                        SELECT + " AND b.api_key_id IN (SELECT k.id FROM api_key k WHERE k.tenant_id = b.tenant_id"
                                + " AND (k.member_id = ? OR ?)) ORDER BY b.created_at, b.id",
                        caller.tenant().value(),
                        all ? null : caller.member().value(),
                        all));
    }

    /** The budgets that apply to the caller: the tenant's, the own, and that of the key by which the caller acts. */
    public List<Budget> mine(Caller caller) {
        return withUse(
                caller,
                read(
                        em,
                        SELECT + " AND " + APPLIES + " ORDER BY b.member_id IS NULL, b.api_key_id IS NULL, b.id",
                        caller.tenant().value(),
                        caller.member().value(),
                        caller.apiKey()));
    }

    /** How much is left of the tightest hard limit that applies to the caller, in whole hundredths; empty without one. */
    public OptionalInt leftPercent(Caller caller) {
        return mine(caller).stream()
                .filter(budget -> budget.hardLimit().isPresent())
                .mapToInt(budget -> left(budget.hardLimit().get(), budget.used() + budget.held()))
                .min();
    }

    private static int left(long limit, long spent) {
        return BigInteger.valueOf(Math.max(0, limit - spent))
                .multiply(BigInteger.valueOf(100))
                .divide(BigInteger.valueOf(limit))
                .intValueExact();
    }

    /**
     * Sets the limit of a tenant (no member) or a member for one unit and span, replacing the one before. At least one
     * of the limits, each above zero, soft not above hard. What was used earlier in the span counts.
     */
    public void set(
            Caller caller,
            Optional<MemberId> member,
            Budget.Unit unit,
            Budget.Span span,
            Optional<Long> soft,
            Optional<Long> hard) {
        caller.require(Role.ADMIN);
        member.ifPresent(id -> mustBeMember(caller, id));
        set(caller, member, Optional.empty(), unit, span, soft, hard);
    }

    /** The same for one API key of the tenant; only calls made with it count, whoever rotates it. */
    public void setForKey(
            Caller admin, UUID key, Budget.Unit unit, Budget.Span span, Optional<Long> soft, Optional<Long> hard) {
        admin.require(Role.ADMIN);
        if (read(
                        em,
                        "SELECT id, name FROM api_key WHERE id = ? AND tenant_id = ?",
                        key,
                        admin.tenant().value())
                .isEmpty()) {
            throw new NotFound();
        }
        set(admin, Optional.empty(), Optional.of(key), unit, span, soft, hard);
    }

    private void set(
            Caller caller,
            Optional<MemberId> member,
            Optional<UUID> key,
            Budget.Unit unit,
            Budget.Span span,
            Optional<Long> soft,
            Optional<Long> hard) {
        if (soft.isEmpty() && hard.isEmpty() || soft.orElse(1L) <= 0 || hard.orElse(1L) <= 0) {
            throw new InvalidInput("metering.refusal.budgetLimit");
        }
        if (soft.isPresent() && hard.isPresent() && soft.get() > hard.get()) {
            throw new InvalidInput("metering.refusal.budgetOrder");
        }
        var id = Ids.next();
        change(
                em,
                "INSERT INTO budget (id, tenant_id, member_id, api_key_id, unit, span, soft_limit, hard_limit, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE soft_limit = VALUES(soft_limit), hard_limit = VALUES(hard_limit)",
                id,
                caller.tenant().value(),
                member.map(MemberId::value).orElse(null),
                key.orElse(null),
                unit,
                span,
                soft.orElse(null),
                hard.orElse(null),
                clock.instant());
        if (!read(em, SELECT + " AND b.id = ?", caller.tenant().value(), id).isEmpty()) {
            countEarlierUse(caller, id, unit, span);
        }
        audit.record(
                caller.person(),
                caller.tenant(),
                "budget.set",
                key.map(of -> "key " + of)
                        .or(() -> member.map(MemberId::toString))
                        .orElse("tenant"),
                unit + " " + span + " soft " + soft.orElse(null) + " hard " + hard.orElse(null));
    }

    /** Takes a limit away. Refused while calls are held in it. */
    public void remove(Caller caller, UUID budget) {
        caller.require(Role.ADMIN);
        var tenant = caller.tenant().value();
        if (read(em, SELECT + " AND b.id = ? FOR UPDATE", tenant, budget).isEmpty()) {
            throw new NotFound();
        }
        var held = read(
                em,
                "SELECT COALESCE(SUM(held), 0), COUNT(*) FROM budget_use WHERE budget_id = ? AND tenant_id = ? FOR UPDATE",
                budget,
                tenant);
        if (number(held.get(0)[0]) > 0) {
            throw new InvalidInput("metering.refusal.budgetBusy");
        }
        change(em, "DELETE FROM budget_hold WHERE budget_id = ? AND tenant_id = ?", budget, tenant);
        change(em, "DELETE FROM budget_use WHERE budget_id = ? AND tenant_id = ?", budget, tenant);
        change(em, "DELETE FROM budget WHERE id = ? AND tenant_id = ?", budget, tenant);
        audit.record(caller.person(), caller.tenant(), "budget.remove", budget.toString(), "");
    }

    private void countEarlierUse(Caller caller, UUID budget, Budget.Unit unit, Budget.Span span) {
        var day = span.startsOn(clock.instant(), caller.zone());
        change(
                em,
                "INSERT INTO budget_use (budget_id, starts_on, tenant_id, used, held) VALUES (?, ?, ?, 0, 0)",
                budget,
                day,
                caller.tenant().value());
        change(
                em,
                "INSERT INTO budget_hold (call_id, budget_id, starts_on, tenant_id, held, used)"
                        + " SELECT u.call_id, b.id, ?, u.tenant_id, 0, "
                        + (unit == Budget.Unit.MONEY ? "u.charge_n" : Meter.ALL_TOKENS)
                        + " FROM usage_event u JOIN model_call c ON c.id = u.call_id JOIN budget b ON b.tenant_id = u.tenant_id"
                        + " AND (b.member_id IS NULL OR b.member_id = u.member_id)"
                        + " AND (b.api_key_id IS NULL OR b.api_key_id = c.api_key_id)"
                        + " WHERE b.id = ? AND u.tenant_id = ? AND u.at >= ?",
                day,
                budget,
                caller.tenant().value(),
                day.atStartOfDay(caller.zone()).toInstant());
        change(
                em,
                "UPDATE budget_use SET used = (SELECT COALESCE(SUM(h.used), 0) FROM budget_hold h WHERE h.budget_id = ?"
                        + " AND h.starts_on = ?) WHERE budget_id = ? AND starts_on = ?",
                budget,
                day,
                budget,
                day);
    }

    private void mustBeMember(Caller caller, MemberId member) {
        if (read(
                        em,
                        "SELECT id, role FROM member WHERE id = ? AND tenant_id = ?",
                        member.value(),
                        caller.tenant().value())
                .isEmpty()) {
            throw new NotFound();
        }
    }

    private List<Budget> withUse(Caller caller, List<Object[]> rows) {
        var list = new ArrayList<Budget>();
        for (var row : rows) {
            var span = Budget.Span.valueOf(row[3].toString());
            var use = read(
                    em,
                    "SELECT used, held FROM budget_use WHERE budget_id = ? AND starts_on = ? AND tenant_id = ?",
                    uuid(row[0]),
                    span.startsOn(clock.instant(), caller.zone()),
                    caller.tenant().value());
            list.add(new Budget(
                    uuid(row[0]),
                    Optional.ofNullable(uuid(row[1])).map(MemberId::new),
                    Optional.ofNullable(uuid(row[6])),
                    Budget.Unit.valueOf(row[2].toString()),
                    span,
                    limit(row[4]),
                    limit(row[5]),
                    use.isEmpty() ? 0 : number(use.get(0)[0]),
                    use.isEmpty() ? 0 : number(use.get(0)[1])));
        }
        return list;
    }

    private static Optional<Long> limit(Object column) {
        return Optional.ofNullable((Number) column).map(Number::longValue);
    }
}
