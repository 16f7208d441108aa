package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Keeps the credit lots: puts value in with a kind, an origin and an end, and takes out what is over or not wanted. */
@Stateless
public class Lots {
    /** No grant is above a billion units: more would not fit beside others in a wallet. */
    private static final long MOST_GRANT_N = 1_000_000_000L * Money.NANOS_PER_UNIT;

    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Ledger ledger;

    /**
     * An operator's gift or correction, with a reason that the tenant reads in its ledger; given once for each
     * {@code ref}, however often it is sent.
     */
    public void grant(
            Caller operator,
            TenantId tenant,
            LotKind kind,
            Money amount,
            Optional<Instant> expiresAt,
            String ref,
            String reason) {
        operator.require(Role.OPERATOR);
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new InvalidInput("ledger.refusal.reason", LONGEST_REASON);
        }
        if (expiresAt.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw new InvalidInput("ledger.refusal.expired");
        }
        if (credit(tenant, kind, amount, expiresAt, ref, said)) {
            audit.record(
                    operator.person(), tenant, "ledger.grant", tenant.toString(), kind + " " + amount + ": " + said);
        }
    }

    /** What was given under this ref, in kind and amount, with its end; empty when nothing was. */
    public Optional<CreditLot> granted(Caller operator, TenantId tenant, String ref) {
        operator.require(Role.OPERATOR);
        var currency = ledger.wallet(tenant).free().currency();
        return Rows.read(
                        em,
                        "SELECT id, kind, granted_n, remaining_n, expires_at, created_at FROM credit_lot"
                                + " WHERE tenant_id = ? AND origin = ?",
                        tenant.value(),
                        ref)
                .stream()
                .map(row -> new CreditLot(
                        Rows.uuid(row[0]),
                        LotKind.valueOf(row[1].toString()),
                        new Money(Rows.number(row[2]), currency),
                        new Money(Rows.number(row[3]), currency),
                        Optional.ofNullable(Rows.instant(row[4])),
                        Rows.instant(row[5])))
                .findFirst();
    }

    /** The same without a person: a plan's allowance, a voucher, a setting up. */
    public boolean credit(
            TenantId tenant, LotKind kind, Money amount, Optional<Instant> expiresAt, String ref, String note) {
        return add(tenant, new Addition(kind, amount, expiresAt, Posting.Kind.GRANT, kind.source(), ref, ref, note));
    }

    /** Gives value back that stands on another account: allowance that is carried over, a bill that was too high. */
    public boolean moveBack(
            TenantId tenant,
            LotKind kind,
            Money amount,
            Optional<Instant> expiresAt,
            Account from,
            String ref,
            String note) {
        return add(tenant, new Addition(kind, amount, expiresAt, Posting.Kind.ADJUST, from, ref, ref, note));
    }

    /** Adds paid credit for money that came in, once for each payment. */
    public boolean topUp(TenantId tenant, Money amount, String payment, String note) {
        return add(
                tenant,
                new Addition(
                        LotKind.PAID,
                        amount,
                        Optional.empty(),
                        Posting.Kind.TOPUP,
                        LotKind.PAID.source(),
                        payment,
                        payment,
                        note));
    }

    /** Gives back what {@link #takeFrom} took for a refund that failed, once; it belongs to the same origin again. */
    public boolean giveBack(TenantId tenant, Money amount, String origin, String ref, String note) {
        return add(
                tenant,
                new Addition(
                        LotKind.PAID,
                        amount,
                        Optional.empty(),
                        Posting.Kind.REFUND,
                        LotKind.PAID.source(),
                        ref,
                        origin,
                        note));
    }

    /** A lot to add; {@code ref} makes it happen once for each kind of posting; the origin says what bought it. */
    private record Addition(
            LotKind kind,
            Money amount,
            Optional<Instant> expiresAt,
            Posting.Kind posting,
            Account source,
            String ref,
            String origin,
            String note) {}

    /**
     * Adds a lot, once for each {@code ref}: a second call with the same ref changes nothing and answers false. An
     * amount that is not above zero, too large, or in another currency than the wallet's is refused.
     */
    private boolean add(TenantId tenant, Addition lot) {
        var wallet = ledger.locked(tenant);
        if (!lot.amount().currency().equals(wallet.available().currency())) {
            throw new InvalidInput(
                    "ledger.refusal.currency",
                    wallet.available().currency().getCurrencyCode(),
                    lot.amount().currency().getCurrencyCode());
        }
        long amountN = lot.amount().nanos();
        if (amountN <= 0 || amountN > MOST_GRANT_N) {
            throw new InvalidInput("ledger.refusal.amount");
        }
        var book = book();
        if (book.posted(lot.posting(), lot.ref())) {
            return false;
        }
        var id = Ids.next();
        Rows.change(
                em,
                "INSERT INTO credit_lot (id, tenant_id, wallet_id, kind, priority, granted_n, remaining_n, expires_at,"
                        + " created_at, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                tenant.value(),
                wallet.id().value(),
                lot.kind(),
                lot.kind().priority(),
                amountN,
                amountN,
                lot.expiresAt().orElse(null),
                clock.instant(),
                lot.origin());
        book.post(tenant, wallet.id(), lot.posting(), lot.ref(), lot.note(), amountN, 0)
                .add(Account.WALLET, id, amountN)
                .add(lot.source(), null, -amountN)
                .write();
        return true;
    }

    /**
     * Takes value of one kind out again, against an account and once for each kind and ref: a payment from the balance,
     * a refund, a correction. Only what is there and not held can be taken; false when it was taken before.
     */
    public boolean take(
            TenantId tenant, LotKind kind, Money amount, Posting.Kind posting, Account to, String ref, String note) {
        var wallet = ledger.locked(tenant);
        var book = book();
        if (book.posted(posting, ref)) {
            return false;
        }
        if (amount.nanos() <= 0 || amount.compareTo(takeable(tenant, kind)) > 0) {
            throw new InsufficientCredit(takeable(tenant, kind), amount);
        }
        var entries = book.post(tenant, wallet.id(), posting, ref, note, -amount.nanos(), 0);
        book.burnKind(wallet.id(), kind, entries, amount.nanos());
        entries.add(to, null, amount.nanos()).write();
        return true;
    }

    /** What could be taken of one kind now: its lots' rest, but no more than what is not held. */
    public Money takeable(TenantId tenant, LotKind kind) {
        return takeable(
                tenant,
                Rows.read(
                        em,
                        "SELECT COALESCE(SUM(remaining_n), 0), COUNT(*) FROM credit_lot WHERE tenant_id = ? AND kind = ?",
                        tenant.value(),
                        kind));
    }

    private Money takeable(TenantId tenant, List<Object[]> rest) {
        var wallet = ledger.wallet(tenant);
        return new Money(
                Math.min(Rows.number(rest.get(0)[0]), Math.max(0, wallet.free().nanos())),
                wallet.free().currency());
    }

    /**
     * Takes value out of the paid lots of one origin, against an account and once for each kind and ref. Only what is
     * there and not held can be taken; false when it was taken before.
     */
    public boolean takeFrom(
            TenantId tenant, String origin, Money amount, Posting.Kind posting, Account to, String ref, String note) {
        var wallet = ledger.locked(tenant);
        var book = book();
        if (book.posted(posting, ref)) {
            return false;
        }
        if (amount.nanos() <= 0 || amount.compareTo(takeableFrom(tenant, origin)) > 0) {
            throw new InsufficientCredit(takeableFrom(tenant, origin), amount);
        }
        var entries = book.post(tenant, wallet.id(), posting, ref, note, -amount.nanos(), 0);
        book.burnOrigin(wallet.id(), origin, entries, amount.nanos());
        entries.add(to, null, amount.nanos()).write();
        return true;
    }

    /** What could be taken now of the paid lots of one origin, which is never what is held. */
    public Money takeableFrom(TenantId tenant, String origin) {
        return takeable(
                tenant,
                Rows.read(
                        em,
                        "SELECT COALESCE(SUM(remaining_n), 0), COUNT(*) FROM credit_lot WHERE tenant_id = ?"
                                + " AND kind = 'PAID' AND origin = ?",
                        tenant.value(),
                        origin));
    }

    /** Ends lots whose time is over, but for what is held of them (rule 4.3); one call per wallet and run. */
    public void expire(TenantId tenant) {
        if (!hasExpired(tenant)) {
            return;
        }
        var held = ledger.locked(tenant);
        var wallet = held.id();
        var book = book();
        long free = held.free().nanos();
        var over = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND expires_at <= ? ORDER BY expires_at, id FOR UPDATE",
                tenant.value(),
                wallet.value(),
                clock.instant());
        for (var lot : over) {
            long part = Math.min(Rows.number(lot[1]), free);
            if (part > 0) {
                var id = Rows.uuid(lot[0]);
                var kind = LotKind.valueOf(lot[2].toString());
                var entries = book.post(
                        tenant,
                        wallet,
                        kind == LotKind.LINE ? Posting.Kind.LINE_END : Posting.Kind.EXPIRE,
                        Ids.next().toString(),
                        "",
                        -part,
                        0);
                book.take(id, part);
                entries.add(Account.WALLET, id, -part)
                        .add(kind.end(), null, part)
                        .write();
                free -= part;
            }
        }
    }

    /** Asked without a lock: a lock on rows that are not there would keep other tenants' new ones out. */
    private boolean hasExpired(TenantId tenant) {
        return !Rows.read(
                        em,
                        "SELECT id, kind FROM credit_lot WHERE tenant_id = ? AND remaining_n > 0 AND expires_at <= ? LIMIT 1",
                        tenant.value(),
                        clock.instant())
                .isEmpty();
    }

    /** What of one kind ended unused in lots that were to end at that instant. */
    public Money unused(TenantId tenant, LotKind kind, Instant end) {
        var wallet = ledger.wallet(tenant);
        var sum = Rows.read(
                em,
                "SELECT COALESCE(-SUM(e.amount_n), 0), COUNT(*) FROM credit_lot l JOIN ledger_entry e"
                        + " ON e.tenant_id = l.tenant_id AND e.lot_id = l.id JOIN posting p ON p.id = e.posting_id"
                        + " WHERE l.tenant_id = ? AND l.kind = ? AND l.expires_at = ? AND p.kind = 'EXPIRE'",
                tenant.value(),
                kind,
                end);
        return new Money(Rows.number(sum.get(0)[0]), wallet.free().currency());
    }

    /** Tenants that have a lot whose time is over and that still has value. */
    public List<TenantId> withExpiredLots() {
        return Rows.read(
                        em,
                        "SELECT tenant_id, COUNT(*) FROM credit_lot WHERE remaining_n > 0 AND expires_at <= ?"
                                + " GROUP BY tenant_id",
                        clock.instant())
                .stream()
                .map(row -> new TenantId(Rows.uuid(row[0])))
                .toList();
    }

    private Book book() {
        return new Book(em, clock.instant());
    }
}
