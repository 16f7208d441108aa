package org.tenantry.metering;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/** Moves the use of budgets inside the transactions that hold and end a call; part of {@link Meter}. */
class BudgetHolds {
    private final EntityManager em;

    BudgetHolds(EntityManager em) {
        this.em = em;
    }

    /** A budget that applies to a call, with its row of the present span; {@code key} is the name of the key it is of. */
    record Row(
            UUID id,
            Budget.Of of,
            String key,
            Budget.Unit unit,
            Budget.Span span,
            LocalDate startsOn,
            Long hard,
            long used,
            long held,
            boolean exists) {
        /** What of the hard limit is left; no limit is endless. */
        long left() {
            return hard == null ? Long.MAX_VALUE : hard - used - held;
        }
    }

    /** The budgets that apply to the caller at this time, in the one order in which they are locked. */
    List<Row> applying(Caller caller, Instant now) {
        return read(
                        em,
                        "SELECT b.id, b.member_id, b.unit, b.span, b.hard_limit, k.name FROM budget b"
                                + " LEFT JOIN api_key k ON k.id = b.api_key_id WHERE b.tenant_id = ? AND "
                                + Budgets.APPLIES + " ORDER BY b.id",
                        caller.tenant().value(),
                        caller.member().value(),
                        caller.apiKey())
                .stream()
                .map(row -> row(row, caller.zone(), now))
                .toList();
    }

    private Row row(Object[] budget, ZoneId zone, Instant now) {
        var span = Budget.Span.valueOf(budget[3].toString());
        var startsOn = span.startsOn(now, zone);
        var use = read(
                em,
                "SELECT used, held FROM budget_use WHERE budget_id = ? AND starts_on = ?",
                uuid(budget[0]),
                startsOn);
        return new Row(
                uuid(budget[0]),
                budget[5] != null ? Budget.Of.KEY : budget[1] != null ? Budget.Of.MEMBER : Budget.Of.TENANT,
                budget[5] == null ? "" : budget[5].toString(),
                Budget.Unit.valueOf(budget[2].toString()),
                span,
                startsOn,
                budget[4] == null ? null : number(budget[4]),
                use.isEmpty() ? 0 : number(use.get(0)[0]),
                use.isEmpty() ? 0 : number(use.get(0)[1]),
                !use.isEmpty());
    }

    /** Sets {@code amount} aside in one guarded statement; refuses when the hard limit has no room for it. */
    void hold(Caller caller, RequestId call, Row row, long amount, Currency currency) {
        var tenant = caller.tenant().value();
        if (!row.exists()) {
            change(
                    em,
                    "INSERT INTO budget_use (budget_id, starts_on, tenant_id, used, held) VALUES (?, ?, ?, 0, 0)"
                            + " ON DUPLICATE KEY UPDATE held = held",
                    row.id(),
                    row.startsOn(),
                    tenant);
        }
        int found = change(
                em,
                "UPDATE budget_use SET held = held + ? WHERE budget_id = ? AND starts_on = ? AND tenant_id = ?"
                        + " AND used + held + ? <= ?",
                amount,
                row.id(),
                row.startsOn(),
                tenant,
                amount,
                row.hard() == null ? Long.MAX_VALUE : row.hard());
        if (found == 0) {
            throw refusal(caller, row, currency);
        }
        change(
                em,
                "INSERT INTO budget_hold (call_id, budget_id, starts_on, tenant_id, held, used) VALUES (?, ?, ?, ?, ?, 0)",
                call.value(),
                row.id(),
                row.startsOn(),
                tenant,
                amount);
    }

    /** What a call holds of which budgets now; what it holds itself counts as left. */
    List<Held> held(RequestId call, UUID tenant) {
        return read(
                        em,
                        "SELECT h.budget_id, h.starts_on, h.held, b.unit, b.hard_limit, u.used + u.held FROM budget_hold h"
                                + " JOIN budget b ON b.id = h.budget_id JOIN budget_use u ON u.budget_id = h.budget_id"
                                + " AND u.starts_on = h.starts_on WHERE h.call_id = ? AND h.tenant_id = ?"
                                + " ORDER BY h.budget_id",
                        call.value(),
                        tenant)
                .stream()
                .map(row -> new Held(
                        uuid(row[0]),
                        day(row[1]),
                        number(row[2]),
                        Budget.Unit.valueOf(row[3].toString()),
                        row[4] == null ? Long.MAX_VALUE : number(row[4]) - number(row[5]) + number(row[2])))
                .toList();
    }

    /** What one call holds of a budget, and how much it could hold at most. */
    record Held(UUID budget, LocalDate startsOn, long amount, Budget.Unit unit, long left) {}

    /** Makes what a call holds of a budget larger or smaller; false when the hard limit has no room for more. */
    boolean move(RequestId call, UUID tenant, Held of, long amount) {
        long more = amount - of.amount();
        int found = change(
                em,
                "UPDATE budget_use u JOIN budget b ON b.id = u.budget_id SET u.held = u.held + ?"
                        + " WHERE u.budget_id = ? AND u.starts_on = ? AND u.tenant_id = ?"
                        + " AND (? <= 0 OR b.hard_limit IS NULL OR u.used + u.held + ? <= b.hard_limit)",
                more,
                of.budget(),
                of.startsOn(),
                tenant,
                more,
                more);
        if (found == 0) {
            return false;
        }
        change(
                em,
                "UPDATE budget_hold SET held = ? WHERE call_id = ? AND budget_id = ?",
                amount,
                call.value(),
                of.budget());
        return true;
    }

    BudgetReached refusal(Caller caller, Row row, Currency currency) {
        boolean money = row.unit() == Budget.Unit.MONEY;
        long spent = row.used() + row.held();
        return new BudgetReached(
                row.of(),
                row.key(),
                row.span(),
                money ? new Money(row.hard(), currency) : row.hard(),
                money ? new Money(spent, currency) : (Object) spent,
                row.span().endsAfter(row.startsOn(), caller.zone()));
    }

    /** Turns what a call holds into what it used (nothing, if it is voided). */
    void end(RequestId call, UUID tenant, TokenUsage usage, long chargeN, Instant now) {
        var rows = read(
                em,
                "SELECT h.budget_id, h.starts_on, h.held, b.unit FROM budget_hold h JOIN budget b ON b.id = h.budget_id"
                        + " WHERE h.call_id = ? AND h.tenant_id = ? ORDER BY h.budget_id",
                call.value(),
                tenant);
        for (var row : rows) {
            long used = Budget.Unit.MONEY.name().equals(row[3].toString()) ? chargeN : usage.total();
            change(
                    em,
                    "UPDATE budget_use u JOIN budget b ON b.id = u.budget_id SET u.held = u.held - ?,"
                            + " u.soft_reached_at = IF(u.soft_reached_at IS NULL AND u.used + ? >= b.soft_limit, ?,"
                            + " u.soft_reached_at), u.used = u.used + ?"
                            + " WHERE u.budget_id = ? AND u.starts_on = ? AND u.tenant_id = ?",
                    number(row[2]),
                    used,
                    now,
                    used,
                    uuid(row[0]),
                    row[1],
                    tenant);
            change(
                    em,
                    "UPDATE budget_hold SET held = 0, used = ? WHERE call_id = ? AND budget_id = ?",
                    used,
                    call.value(),
                    uuid(row[0]));
        }
    }
}
