package org.tenantry.ledger;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;
import org.tenantry.values.WalletId;

/** Writes postings and their entries, and moves the wallet and lot rows with them: every one by a guarded statement. */
record Book(EntityManager em, Instant now) {
    /** The lots from which {@link #burn} takes, in burn order (rule 4.2). */
    private static final String BURN_ORDER =
            " ORDER BY priority, expires_at IS NULL, expires_at, created_at, id FOR UPDATE";

    /** Holds the wallet row; everything that moves a wallet does so first. */
    Object[] lock(WalletId wallet) {
        return Rows.read(em, "SELECT available_n, held_n FROM wallet WHERE id = ? FOR UPDATE", wallet.value())
                .get(0);
    }

    boolean posted(Posting.Kind kind, String ref) {
        return !Rows.read(em, "SELECT id, seq FROM posting WHERE kind = ? AND ref = ?", kind, ref)
                .isEmpty();
    }

    /** Takes an amount out of the lots, one entry each from line 1 on; adds what each kind gave to {@code split}. */
    int burn(TenantId tenant, WalletId wallet, UUID posting, long chargeN, Map<LotKind, Long> split) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + BURN_ORDER,
                tenant.value(),
                wallet.value());
        return burn(tenant, lots, posting, chargeN, split);
    }

    /** The same from lots of one kind only. */
    int burnKind(TenantId tenant, WalletId wallet, LotKind kind, UUID posting, long amountN, Map<LotKind, Long> split) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND kind = ?" + BURN_ORDER,
                tenant.value(),
                wallet.value(),
                kind);
        return burn(tenant, lots, posting, amountN, split);
    }

    /** The same from the paid lots of one origin only: what one payment bought. */
    int burnOrigin(TenantId tenant, WalletId wallet, String origin, UUID posting, long amountN) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND kind = 'PAID' AND origin = ?" + BURN_ORDER,
                tenant.value(),
                wallet.value(),
                origin);
        return burn(tenant, lots, posting, amountN, new EnumMap<>(LotKind.class));
    }

    private int burn(TenantId tenant, List<Object[]> lots, UUID posting, long chargeN, Map<LotKind, Long> split) {
        long left = chargeN;
        int line = 1;
        for (var lot : lots) {
            if (left == 0) {
                break;
            }
            long part = Math.min(left, Rows.number(lot[1]));
            var id = Rows.uuid(lot[0]);
            take(id, part);
            entry(posting, line++, tenant, Account.WALLET, id, -part);
            split.merge(LotKind.valueOf(lot[2].toString()), part, Long::sum);
            left -= part;
        }
        if (left != 0) {
            throw new IllegalStateException("the lots of tenant " + tenant + " do not cover what is held");
        }
        return line;
    }

    /** Takes a part of one lot. */
    void take(UUID lot, long part) {
        exactlyOne(Rows.change(
                em,
                "UPDATE credit_lot SET remaining_n = remaining_n - ? WHERE id = ? AND remaining_n >= ?",
                part,
                lot,
                part));
    }

    /** Moves the wallet row and writes the posting from it; the caller adds the entries. */
    UUID post(
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
                now,
                wallet.value()));
        return id;
    }

    void entry(UUID posting, int line, TenantId tenant, Account account, UUID lot, long amountN) {
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

    static void exactlyOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected one row, found " + rows);
        }
    }
}
