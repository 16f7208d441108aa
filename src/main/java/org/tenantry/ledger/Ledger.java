package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;
import org.tenantry.values.WalletId;

/**
 * Keeps the wallets: sets value aside, spends it lot by lot, and writes down each movement once. Every change is a
 * guarded statement; a wallet never goes below zero and what is held is always covered.
 */
@Stateless
public class Ledger {
    /** No grant is above a billion units: more would not fit beside others in a wallet. */
    private static final long MOST_GRANT_N = 1_000_000_000L * Money.NANOS_PER_UNIT;

    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    /** Opens the tenant's one wallet; a second call finds the first's. */
    public WalletId open(TenantId tenant, String currency) {
        Rows.change(
                em,
                "INSERT INTO wallet (id, tenant_id, currency, available_n, held_n, seq, state)"
                        + " VALUES (?, ?, ?, 0, 0, 0, 'ACTIVE') ON DUPLICATE KEY UPDATE seq = seq",
                Ids.next(),
                tenant.value(),
                currency);
        return wallet(tenant).id();
    }

    public Wallet wallet(TenantId tenant) {
        var rows = Rows.read(
                em, "SELECT id, currency, available_n, held_n, state FROM wallet WHERE tenant_id = ?", tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        return wallet(rows.get(0));
    }

    private static Wallet wallet(Object[] row) {
        var currency = row[1].toString();
        return new Wallet(
                new WalletId(Rows.uuid(row[0])),
                Money.of(Rows.number(row[2]), currency),
                Money.of(Rows.number(row[3]), currency),
                !"ACTIVE".equals(row[4]));
    }

    /** What each tenant has, for the operator. */
    public Map<TenantId, Wallet> wallets(Caller operator) {
        operator.require(Role.OPERATOR);
        var wallets = new HashMap<TenantId, Wallet>();
        for (var row :
                Rows.read(em, "SELECT id, currency, available_n, held_n, state, tenant_id FROM wallet ORDER BY id")) {
            wallets.put(new TenantId(Rows.uuid(row[5])), wallet(row));
        }
        return wallets;
    }

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

    /**
     * Adds a lot, once for each {@code ref}: a second call with the same ref changes nothing and answers false. An
     * amount that is not above zero, too large, or in another currency than the wallet's is refused.
     */
    public boolean credit(
            TenantId tenant, LotKind kind, Money amount, Optional<Instant> expiresAt, String ref, String note) {
        var wallet = wallet(tenant);
        if (!amount.currency().equals(wallet.available().currency())) {
            throw new InvalidInput(
                    "ledger.refusal.currency",
                    wallet.available().currency().getCurrencyCode(),
                    amount.currency().getCurrencyCode());
        }
        if (amount.nanos() <= 0 || amount.nanos() > MOST_GRANT_N) {
            throw new InvalidInput("ledger.refusal.amount");
        }
        Rows.read(
                em,
                "SELECT id, seq FROM wallet WHERE id = ? FOR UPDATE",
                wallet.id().value());
        if (posted(Posting.Kind.GRANT, ref)) {
            return false;
        }
        var lot = Ids.next();
        Rows.change(
                em,
                "INSERT INTO credit_lot (id, tenant_id, wallet_id, kind, priority, granted_n, remaining_n, expires_at,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                lot,
                tenant.value(),
                wallet.id().value(),
                kind,
                kind.priority(),
                amount.nanos(),
                amount.nanos(),
                expiresAt.orElse(null),
                clock.instant());
        var posting = post(tenant, wallet.id(), Posting.Kind.GRANT, ref, note, amount.nanos(), 0);
        entry(posting, 1, tenant, "WALLET", lot, amount.nanos());
        entry(posting, 2, tenant, kind.source(), null, -amount.nanos());
        return true;
    }

    /** Sets value aside in one guarded statement (rule 3.3); refuses when it does not fit. */
    public void hold(TenantId tenant, WalletId wallet, Money amount) {
        int found = Rows.change(
                em,
                "UPDATE wallet SET held_n = held_n + ? WHERE id = ? AND tenant_id = ? AND state = 'ACTIVE'"
                        + " AND available_n - held_n >= ?",
                amount.nanos(),
                wallet.value(),
                tenant.value(),
                amount.nanos());
        if (found == 0) {
            var now = wallet(tenant);
            throw now.parked() ? new WalletParked() : new InsufficientCredit(now.free(), amount);
        }
    }

    /** Gives the whole of a hold back. */
    public void release(TenantId tenant, WalletId wallet, long heldN) {
        exactlyOne(Rows.change(
                em,
                "UPDATE wallet SET held_n = held_n - ? WHERE id = ? AND tenant_id = ?",
                heldN,
                wallet.value(),
                tenant.value()));
    }

    /** Takes {@code chargeN} of a hold out of the lots in burn order (rule 4.2) and gives the rest back. */
    public void settle(TenantId tenant, WalletId wallet, RequestId call, long heldN, long chargeN, String note) {
        if (chargeN < 0 || chargeN > heldN) {
            throw new IllegalArgumentException("a charge is never below zero or above its hold");
        }
        Rows.read(em, "SELECT id, seq FROM wallet WHERE id = ? FOR UPDATE", wallet.value());
        var posting = post(tenant, wallet, Posting.Kind.SETTLE, call.toString(), note, -chargeN, heldN);
        if (chargeN > 0) {
            int line = burn(tenant, wallet, posting, chargeN);
            entry(posting, line, tenant, "REVENUE", null, chargeN);
        }
    }

    /** Ends lots whose time is over, but for what is held of them (rule 4.3); one call per wallet and run. */
    public void expire(TenantId tenant) {
        var wallet = wallet(tenant).id();
        var row = Rows.read(em, "SELECT available_n, held_n FROM wallet WHERE id = ? FOR UPDATE", wallet.value())
                .get(0);
        long free = Rows.number(row[0]) - Rows.number(row[1]);
        var over = Rows.read(
                em,
                "SELECT id, remaining_n FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND expires_at <= ? ORDER BY expires_at, id FOR UPDATE",
                tenant.value(),
                wallet.value(),
                clock.instant());
        for (var lot : over) {
            long part = Math.min(Rows.number(lot[1]), free);
            if (part > 0) {
                var id = Rows.uuid(lot[0]);
                var posting =
                        post(tenant, wallet, Posting.Kind.EXPIRE, Ids.next().toString(), "", -part, 0);
                take(id, part);
                entry(posting, 1, tenant, "WALLET", id, -part);
                entry(posting, 2, tenant, "BREAKAGE", null, part);
                free -= part;
            }
        }
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

    private int burn(TenantId tenant, WalletId wallet, UUID posting, long chargeN) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " ORDER BY priority, expires_at IS NULL, expires_at, created_at, id FOR UPDATE",
                tenant.value(),
                wallet.value());
        long left = chargeN;
        int line = 1;
        for (var lot : lots) {
            if (left == 0) {
                break;
            }
            long part = Math.min(left, Rows.number(lot[1]));
            var id = Rows.uuid(lot[0]);
            take(id, part);
            entry(posting, line++, tenant, "WALLET", id, -part);
            left -= part;
        }
        if (left != 0) {
            throw new IllegalStateException("the lots of wallet " + wallet + " do not cover what is held");
        }
        return line;
    }

    private void take(UUID lot, long part) {
        exactlyOne(Rows.change(
                em,
                "UPDATE credit_lot SET remaining_n = remaining_n - ? WHERE id = ? AND remaining_n >= ?",
                part,
                lot,
                part));
    }

    private boolean posted(Posting.Kind kind, String ref) {
        return !Rows.read(em, "SELECT id, seq FROM posting WHERE kind = ? AND ref = ?", kind, ref)
                .isEmpty();
    }

    /** Moves the wallet row and writes the posting from it; the caller adds the entries. */
    private UUID post(
            TenantId tenant,
            WalletId wallet,
            Posting.Kind kind,
            String ref,
            String note,
            long changeN,
            long releasedN) {
        exactlyOne(Rows.change(
                em,
                "UPDATE wallet SET available_n = available_n + ?, held_n = held_n - ?, seq = seq + 1"
                        + " WHERE id = ? AND tenant_id = ?",
                changeN,
                releasedN,
                wallet.value(),
                tenant.value()));
        var id = Ids.next();
        exactlyOne(Rows.change(
                em,
                "INSERT INTO posting (id, tenant_id, wallet_id, seq, kind, ref, note, wallet_change_n, balance_after_n,"
                        + " at) SELECT ?, tenant_id, id, seq, ?, ?, ?, ?, available_n, ? FROM wallet WHERE id = ?",
                id,
                kind,
                ref,
                note,
                changeN,
                clock.instant(),
                wallet.value()));
        return id;
    }

    private void entry(UUID posting, int line, TenantId tenant, String account, UUID lot, long amountN) {
        Rows.change(
                em,
                "INSERT INTO ledger_entry (posting_id, line, tenant_id, account, lot_id, amount_n)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                posting,
                line,
                tenant.value(),
                account,
                lot,
                amountN);
    }

    private static void exactlyOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected one row, found " + rows);
        }
    }
}
