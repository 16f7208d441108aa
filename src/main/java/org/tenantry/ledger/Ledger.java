package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.RequestId;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;
import org.tenantry.values.WalletId;

/**
 * Keeps the wallets: sets value aside, spends it lot by lot, and writes down each movement once. Every change is a
 * guarded statement; a wallet never goes below zero and what is held is always covered.
 */
@Stateless
public class Ledger {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

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
        return wallet(tenant, "");
    }

    /** The wallet with its row held until the transaction ends; everything that moves a wallet holds it first. */
    public Wallet locked(TenantId tenant) {
        return wallet(tenant, " FOR UPDATE");
    }

    private Wallet wallet(TenantId tenant, String lock) {
        var rows = Rows.read(
                em,
                "SELECT id, currency, available_n, held_n, state FROM wallet WHERE tenant_id = ?" + lock,
                tenant.value());
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
        Book.exactlyOne(Rows.change(
                em,
                "UPDATE wallet SET held_n = held_n - ? WHERE id = ? AND tenant_id = ?",
                heldN,
                wallet.value(),
                tenant.value()));
    }

    /** What each kind of lot paid of a charge; the parts sum to it. */
    public record Split(long planN, long promoN, long paidN, long lineN) {
        static Split of(Map<LotKind, Long> parts) {
            return new Split(
                    parts.getOrDefault(LotKind.PLAN, 0L),
                    parts.getOrDefault(LotKind.PROMO, 0L),
                    parts.getOrDefault(LotKind.PAID, 0L),
                    parts.getOrDefault(LotKind.LINE, 0L));
        }
    }

    /** Takes {@code chargeN} of a hold out of the lots in burn order (rule 4.2) and gives the rest back. */
    public Split settle(TenantId tenant, WalletId wallet, RequestId call, long heldN, long chargeN, String note) {
        if (chargeN < 0 || chargeN > heldN) {
            throw new IllegalArgumentException("a charge is never below zero or above its hold");
        }
        var book = new Book(em, clock.instant());
        book.lock(wallet);
        var entries = book.post(tenant, wallet, Posting.Kind.SETTLE, call.toString(), note, -chargeN, heldN);
        var split = new EnumMap<LotKind, Long>(LotKind.class);
        if (chargeN > 0) {
            book.burn(wallet, entries, chargeN, split);
            entries.add(Account.REVENUE, null, chargeN).write();
        }
        return Split.of(split);
    }

    /**
     * Stops or allows all holds of a tenant's wallet: its books do not agree, or agree again. Answers whether that is
     * new. A parked one is not in order until a later run of the audit has found it so.
     */
    public boolean park(TenantId tenant, boolean parked) {
        var before = parked ? "ACTIVE" : "PARKED";
        boolean changed = Rows.change(
                        em,
                        "UPDATE wallet SET state = ? WHERE tenant_id = ? AND state = ?",
                        parked ? "PARKED" : "ACTIVE",
                        tenant.value(),
                        before)
                == 1;
        Rows.change(
                em,
                parked
                        ? "UPDATE wallet SET red_run = (SELECT runs FROM book_audit WHERE id = 1) WHERE tenant_id = ?"
                        : "UPDATE wallet SET red_run = NULL, parked_at = NULL, parked_why = NULL WHERE tenant_id = ?",
                tenant.value());
        return changed;
    }
}
