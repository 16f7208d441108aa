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
    void lock(WalletId wallet) {
        Rows.read(em, "SELECT available_n, held_n FROM wallet WHERE id = ? FOR UPDATE", wallet.value());
    }

    boolean posted(Posting.Kind kind, String ref) {
        return !Rows.read(em, "SELECT id, seq FROM posting WHERE kind = ? AND ref = ?", kind, ref)
                .isEmpty();
    }

    /** Takes an amount out of the lots, one entry each; adds what each kind gave to {@code split}. */
    void burn(WalletId wallet, Entries entries, long chargeN, Map<LotKind, Long> split) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + BURN_ORDER,
                entries.tenant().value(),
                wallet.value());
        burn(lots, entries, chargeN, split);
    }

    /** The same from lots of one kind only. */
    void burnKind(WalletId wallet, LotKind kind, Entries entries, long amountN) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND kind = ?" + BURN_ORDER,
                entries.tenant().value(),
                wallet.value(),
                kind);
        burn(lots, entries, amountN, new EnumMap<>(LotKind.class));
    }

    /** The same from the paid lots of one origin only: what one payment bought. */
    void burnOrigin(WalletId wallet, String origin, Entries entries, long amountN) {
        var lots = Rows.read(
                em,
                "SELECT id, remaining_n, kind FROM credit_lot WHERE tenant_id = ? AND wallet_id = ? AND remaining_n > 0"
                        + " AND kind = 'PAID' AND origin = ?" + BURN_ORDER,
                entries.tenant().value(),
                wallet.value(),
                origin);
        burn(lots, entries, amountN, new EnumMap<>(LotKind.class));
    }

    private void burn(List<Object[]> lots, Entries entries, long chargeN, Map<LotKind, Long> split) {
        long left = chargeN;
        for (var lot : lots) {
            if (left == 0) {
                break;
            }
            long part = Math.min(left, Rows.number(lot[1]));
            var id = Rows.uuid(lot[0]);
            take(id, part);
            entries.add(Account.WALLET, id, -part);
            split.merge(LotKind.valueOf(lot[2].toString()), part, Long::sum);
            left -= part;
        }
        if (left != 0) {
            throw new IllegalStateException("the lots of tenant " + entries.tenant() + " do not cover what is held");
        }
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

    /** Moves the wallet row and writes the posting from it; the caller adds the entries, and writes them. */
    Entries post(
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
        return new Entries(em, id, tenant);
    }

    static void exactlyOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected one row, found " + rows);
        }
    }
}
