package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.LotKind;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;

/** Keeps the operator's voucher batches: makes them, hands their codes out once, stops them. */
@Stateless
public class VoucherBatches {
    private static final int MOST = 10_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 3650;
    private static final int AT_ONCE = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    /** What to make; {@code expiresAt} and {@code creditDays} are null for no end. */
    public record Wish(String name, LotKind kind, Money amount, int vouchers, Instant expiresAt, Integer creditDays) {}

    /** Makes a batch; its name makes it once. */
    public UUID create(Caller operator, Wish wish) {
        operator.require(Role.OPERATOR);
        var name = wish.name() == null ? "" : wish.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new InvalidInput("vouchers.refusal.name", LONGEST_NAME);
        }
        var amount = Amounts.checked(wish.amount(), wish.amount().currency());
        if (wish.kind() != LotKind.PROMO && wish.kind() != LotKind.PAID) {
            throw new InvalidInput("refusal.choice");
        }
        if (wish.vouchers() < 1 || wish.vouchers() > MOST) {
            throw new InvalidInput("vouchers.refusal.count", MOST);
        }
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(clock.instant())) {
            throw new InvalidInput("vouchers.refusal.until");
        }
        if (wish.creditDays() != null && (wish.creditDays() < 1 || wish.creditDays() > MOST_DAYS)) {
            throw new InvalidInput("vouchers.refusal.days", MOST_DAYS);
        }
        if (!Rows.read(em, "SELECT id, name FROM voucher_batch WHERE name = ?", name)
                .isEmpty()) {
            throw new Refusal(409, "vouchers.refusal.taken", name);
        }
        var id = Ids.next();
        Rows.change(
                em,
                "INSERT INTO voucher_batch (id, name, kind, currency, amount_n, vouchers, expires_at, credit_days, state,"
                        + " person_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)",
                id,
                name,
                wish.kind(),
                amount.currency().getCurrencyCode(),
                amount.nanos(),
                wish.vouchers(),
                wish.expiresAt(),
                wish.creditDays(),
                operator.person().value(),
                clock.instant());
        audit.record(
                operator.person(),
                AuditLog.OPERATOR,
                "voucher.create",
                name,
                wish.vouchers() + " × " + amount + " " + wish.kind());
        return id;
    }

    /**
     * Makes the codes of a batch and hands them out, as they are printed. Only their hashes are kept, so this is possible
     * once and never again.
     */
    public List<String> export(Caller operator, UUID id) {
        operator.require(Role.OPERATOR);
        var batch = find(id);
        int first = Rows.change(
                em,
                "UPDATE voucher_batch SET exported_at = ? WHERE id = ? AND exported_at IS NULL AND state = 'ACTIVE'",
                clock.instant(),
                id);
        if (first == 0) {
            throw new Refusal(
                    409, batch.stopped() ? "vouchers.refusal.stopped" : "vouchers.refusal.exported", batch.name());
        }
        var codes = new ArrayList<String>();
        for (int done = 0; done < batch.vouchers(); done += AT_ONCE) {
            codes.addAll(make(id, Math.min(AT_ONCE, batch.vouchers() - done)));
        }
        audit.record(
                operator.person(), AuditLog.OPERATOR, "voucher.export", batch.name(), String.valueOf(codes.size()));
        return codes;
    }

    private List<String> make(UUID batch, int count) {
        var codes = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            var code = VoucherCode.next();
            codes.add(code.printed());
            values.addAll(List.of(Ids.next(), batch, code.hash()));
        }
        Rows.change(
                em,
                "INSERT INTO voucher (id, batch_id, code_hash) VALUES "
                        + String.join(", ", Collections.nCopies(count, "(?, ?, ?)")),
                values.toArray());
        return codes;
    }

    /** No voucher of the batch can be redeemed any more; what was redeemed stays. */
    public void stop(Caller operator, UUID id) {
        operator.require(Role.OPERATOR);
        var batch = find(id);
        if (Rows.change(em, "UPDATE voucher_batch SET state = 'STOPPED' WHERE id = ? AND state = 'ACTIVE'", id) == 1) {
            audit.record(
                    operator.person(), AuditLog.OPERATOR, "voucher.stop", batch.name(), batch.redeemed() + " redeemed");
        }
    }

    /** All batches, newest first. */
    public List<VoucherBatch> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return list(" ORDER BY b.created_at DESC, b.id DESC");
    }

    private VoucherBatch find(UUID id) {
        return list(" WHERE b.id = ?", id).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<VoucherBatch> list(String where, Object... values) {
        return Rows.read(
                        em,
                        "SELECT b.id, b.name, b.kind, b.amount_n, b.currency, b.vouchers, b.expires_at, b.credit_days,"
                                + " b.state, b.exported_at, b.created_at, (SELECT COUNT(*) FROM voucher v"
                                + " WHERE v.batch_id = b.id AND v.redeemed_at IS NOT NULL) FROM voucher_batch b"
                                + where,
                        values)
                .stream()
                .map(row -> new VoucherBatch(
                        Rows.uuid(row[0]),
                        row[1].toString(),
                        LotKind.valueOf(row[2].toString()),
                        Money.of(Rows.number(row[3]), row[4].toString()),
                        (int) Rows.number(row[5]),
                        Rows.instant(row[6]),
                        Optional.ofNullable(row[7])
                                .map(days -> (int) Rows.number(days))
                                .orElse(null),
                        "STOPPED".equals(row[8]),
                        Rows.instant(row[9]),
                        Rows.instant(row[10]),
                        Rows.number(row[11])))
                .toList();
    }
}
