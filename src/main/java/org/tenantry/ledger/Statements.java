package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Rows;

/** Shows a tenant's admins their wallet, its lots and every posting, opened down to its entries. */
@Stateless
public class Statements {
    /** How many postings of a statement are read at a time. */
    public static final int MOST_AT_ONCE = 500;

    private static final int EARLIEST_YEAR = 2000;
    private static final int LATEST_YEAR = 2199;

    @PersistenceContext
    EntityManager em;

    @jakarta.inject.Inject
    Ledger ledger;

    public Wallet wallet(Caller caller) {
        return ledger.wallet(caller.require(Role.ADMIN).tenant());
    }

    /** Lots that still have value, in the order in which they are spent. */
    public List<CreditLot> lots(Caller caller) {
        var currency = caller.require(Role.ADMIN).currency();
        return Rows.read(
                        em,
                        "SELECT id, kind, granted_n, remaining_n, expires_at, created_at FROM credit_lot"
                                + " WHERE tenant_id = ? AND remaining_n > 0"
                                + " ORDER BY priority, expires_at IS NULL, expires_at, created_at, id",
                        caller.tenant().value())
                .stream()
                .map(row -> new CreditLot(
                        Rows.uuid(row[0]),
                        LotKind.valueOf(row[1].toString()),
                        new Money(Rows.number(row[2]), currency),
                        new Money(Rows.number(row[3]), currency),
                        Optional.ofNullable(Rows.instant(row[4])),
                        Rows.instant(row[5])))
                .toList();
    }

    /** The allowance that counts now: what the plan gave that has not ended, and what is left of it. */
    public record Allowance(Money granted, Money remaining) {}

    public Allowance allowance(Caller caller, Instant now) {
        var currency = caller.require(Role.ADMIN).currency();
        var row = Rows.read(
                        em,
                        "SELECT COALESCE(SUM(granted_n), 0), COALESCE(SUM(remaining_n), 0) FROM credit_lot"
                                + " WHERE tenant_id = ? AND kind = 'PLAN' AND expires_at > ?",
                        caller.tenant().value(),
                        now)
                .get(0);
        return new Allowance(new Money(Rows.number(row[0]), currency), new Money(Rows.number(row[1]), currency));
    }

    /** Postings with a number below {@code beforeSeq} (0: from the newest), newest first. */
    public List<Posting> postings(Caller caller, long beforeSeq, int most) {
        var currency = caller.require(Role.ADMIN).currency();
        return Rows.read(
                        em,
                        "SELECT id, seq, kind, ref, note, wallet_change_n, balance_after_n, at FROM posting"
                                + " WHERE tenant_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
                        caller.tenant().value(),
                        beforeSeq <= 0 ? Long.MAX_VALUE : beforeSeq,
                        most)
                .stream()
                .map(row -> new Posting(
                        Rows.uuid(row[0]),
                        Rows.number(row[1]),
                        Posting.Kind.valueOf(row[2].toString()),
                        row[3].toString(),
                        row[4].toString(),
                        new Money(Rows.number(row[5]), currency),
                        new Money(Rows.number(row[6]), currency),
                        Rows.instant(row[7])))
                .toList();
    }

    /** The legs of one posting; a posting of a free call has none. */
    public List<Posting.Entry> entries(Caller caller, UUID posting) {
        var currency = caller.require(Role.ADMIN).currency();
        var tenant = caller.tenant().value();
        if (Rows.read(em, "SELECT id, seq FROM posting WHERE id = ? AND tenant_id = ?", posting, tenant)
                .isEmpty()) {
            throw new NotFound();
        }
        return Rows.read(
                        em,
                        "SELECT e.account, l.kind, e.amount_n FROM ledger_entry e LEFT JOIN credit_lot l"
                                + " ON l.id = e.lot_id WHERE e.posting_id = ? AND e.tenant_id = ? ORDER BY e.line",
                        posting,
                        tenant)
                .stream()
                .map(row -> new Posting.Entry(
                        Account.valueOf(row[0].toString()),
                        row[1] == null ? null : LotKind.valueOf(row[1].toString()),
                        new Money(Rows.number(row[2]), currency)))
                .toList();
    }

    /**
     * The wallet over these days of the tenant's own calendar, both included. {@link InvalidInput} when they are the wrong
     * way round or no days of this age.
     */
    public Statement statement(Caller caller, LocalDate first, LocalDate last) {
        var zone = caller.require(Role.ADMIN).zone();
        if (first.isAfter(last) || first.getYear() < EARLIEST_YEAR || last.getYear() > LATEST_YEAR) {
            throw new InvalidInput("statement.refusal.days");
        }
        return new StatementReader(em, caller).statement(first, last, zone);
    }

    /**
     * The postings of a statement after number {@code afterSeq} (0: from the first), oldest first, at most 500 a time;
     * {@code balance} is what was there before them: the opening, or the balance of the last one that was read.
     */
    public List<Statement.Movement> movements(Caller caller, Statement of, long afterSeq, Money balance, int most) {
        caller.require(Role.ADMIN);
        return new StatementReader(em, caller).movements(of, afterSeq, balance, Math.min(most, MOST_AT_ONCE));
    }
}
