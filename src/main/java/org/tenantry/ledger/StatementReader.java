package org.tenantry.ledger;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;

/** Reads statements for {@link Statements}: sums in two queries, and the postings page by page in the order of their numbers. */
record StatementReader(EntityManager em, Caller caller) {
    Statement statement(LocalDate first, LocalDate last, ZoneId zone) {
        var from = first.atStartOfDay(zone).toInstant();
        var to = last.plusDays(1).atStartOfDay(zone).toInstant();
        long opening = before(from);
        var totals = new ArrayList<Statement.Total>();
        long lastSeq = 0;
        long closing = opening;
        for (var row : read(
                em,
                "SELECT kind, COUNT(*), SUM(GREATEST(wallet_change_n, 0)), SUM(LEAST(wallet_change_n, 0)), MAX(seq)"
                        + " FROM posting WHERE tenant_id = ? AND at >= ? AND at < ? GROUP BY kind ORDER BY kind",
                caller.tenant().value(),
                from,
                to)) {
            var total = new Statement.Total(
                    Posting.Kind.valueOf(row[0].toString()), number(row[1]), money(row[2]), money(row[3]));
            totals.add(total);
            closing += total.change().nanos();
            lastSeq = Math.max(lastSeq, number(row[4]));
        }
        return new Statement(first, last, zone, money(opening), money(closing), List.copyOf(totals), lastSeq);
    }

    private long before(Instant from) {
        return number(read(
                        em,
                        "SELECT COALESCE(SUM(wallet_change_n), 0), COUNT(*) FROM posting WHERE tenant_id = ? AND at < ?",
                        caller.tenant().value(),
                        from)
                .get(0)[0]);
    }

    List<Statement.Movement> movements(Statement of, long afterSeq, Money balance, int most) {
        var rows = read(
                em,
                "SELECT id, seq, kind, ref, note, wallet_change_n, at FROM posting WHERE tenant_id = ? AND seq > ?"
                        + " AND seq <= ? AND at >= ? AND at < ? ORDER BY seq LIMIT ?",
                caller.tenant().value(),
                afterSeq,
                of.lastSeq(),
                of.from(),
                of.to(),
                most);
        var ids = rows.stream().map(row -> uuid(row[0])).toList();
        var lots = new HashMap<UUID, Map<LotKind, Money>>();
        var accounts = new HashMap<UUID, Map<Account, Money>>();
        entries(ids, lots, accounts);
        var movements = new ArrayList<Statement.Movement>();
        var after = balance;
        for (var row : rows) {
            var change = money(row[5]);
            after = after.plus(change);
            movements.add(new Statement.Movement(
                    number(row[1]),
                    Posting.Kind.valueOf(row[2].toString()),
                    row[3].toString(),
                    row[4].toString(),
                    change,
                    after,
                    instant(row[6]),
                    lots.getOrDefault(uuid(row[0]), Map.of()),
                    accounts.getOrDefault(uuid(row[0]), Map.of())));
        }
        return movements;
    }

    private void entries(
            List<UUID> postings, Map<UUID, Map<LotKind, Money>> lots, Map<UUID, Map<Account, Money>> accounts) {
        if (postings.isEmpty()) {
            return;
        }
        var values = new ArrayList<Object>(List.of(caller.tenant().value()));
        values.addAll(postings);
        for (var row : read(
                em,
                "SELECT e.posting_id, e.account, l.kind, SUM(e.amount_n) FROM ledger_entry e LEFT JOIN credit_lot l"
                        + " ON l.id = e.lot_id WHERE e.tenant_id = ? AND e.posting_id IN ("
                        + String.join(", ", Collections.nCopies(postings.size(), "?"))
                        + ") GROUP BY e.posting_id, e.account, l.kind",
                values.toArray())) {
            if (row[2] == null) {
                accounts.computeIfAbsent(uuid(row[0]), id -> new EnumMap<>(Account.class))
                        .put(Account.valueOf(row[1].toString()), money(row[3]));
            } else {
                lots.computeIfAbsent(uuid(row[0]), id -> new EnumMap<>(LotKind.class))
                        .put(LotKind.valueOf(row[2].toString()), money(row[3]));
            }
        }
    }

    private Money money(Object nanos) {
        return new Money(number(nanos), caller.currency());
    }
}
