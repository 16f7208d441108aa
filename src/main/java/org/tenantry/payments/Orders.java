package org.tenantry.payments;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Reads and moves the rows of payment orders, each by one guarded statement. */
record Orders(EntityManager em, Instant now) {
    private static final String COLUMNS = "SELECT o.id, o.tenant_id, o.number, o.purpose, o.invoice_id, o.provider,"
            + " o.automatic, o.state, o.currency, o.amount_n, o.received_n, o.credited_n, o.refunded_n, o.late,"
            + " o.provider_url, o.payer, o.reference, o.received_on, o.failure, o.created_at, o.ended_at, t.name"
            + " FROM payment_order o JOIN tenant t ON t.id = o.tenant_id";

    private static final int LONGEST_FAILURE = 200;

    /** What to order. {@code invoice} is null for a top-up, {@code person} null for an automatic one. */
    record Wish(
            TenantId tenant,
            Money amount,
            String provider,
            UUID invoice,
            boolean automatic,
            boolean keepsCard,
            String key,
            Instant expiresAt,
            PersonId person) {}

    /** An order with the name of its tenant. */
    record Row(PaymentOrder order, String tenantName) {}

    /** Writes an order with a number that people can write on a transfer. */
    UUID add(Wish wish) {
        var id = Ids.next();
        Rows.change(
                em,
                "INSERT INTO payment_order (id, tenant_id, number, purpose, invoice_id, provider, automatic, keeps_card,"
                        + " state, currency, amount_n, received_n, credited_n, refunded_n, reversed_n, disputed_n, late,"
                        + " idempotency_key, person_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                        + " 'PENDING', ?, ?, 0, 0, 0, 0, 0, FALSE, ?, ?, ?, ?)",
                id,
                wish.tenant().value(),
                "TU-" + now.atZone(ZoneOffset.UTC).getYear() + "-" + VoucherCode.letters(8),
                wish.invoice() == null ? PaymentOrder.Purpose.TOPUP : PaymentOrder.Purpose.INVOICE,
                wish.invoice(),
                wish.provider(),
                wish.automatic(),
                wish.keepsCard(),
                wish.amount().currency().getCurrencyCode(),
                wish.amount().nanos(),
                wish.key(),
                wish.person() == null ? null : wish.person().value(),
                now,
                wish.expiresAt());
        return id;
    }

    Optional<PaymentOrder> byKey(TenantId tenant, String key) {
        return one(" WHERE o.tenant_id = ? AND o.idempotency_key = ?", tenant.value(), key);
    }

    Optional<PaymentOrder> byId(UUID id) {
        return one(" WHERE o.id = ?", id);
    }

    Optional<PaymentOrder> byId(TenantId tenant, UUID id) {
        return one(" WHERE o.tenant_id = ? AND o.id = ?", tenant.value(), id);
    }

    Optional<PaymentOrder> byPayment(String provider, String payment) {
        return one(" WHERE o.provider = ? AND o.provider_payment = ?", provider, payment);
    }

    /** Holds the row of an order; whatever moves one does so first. */
    Optional<PaymentOrder> lock(UUID id) {
        Rows.read(em, "SELECT id, state FROM payment_order WHERE id = ? FOR UPDATE", id);
        return byId(id);
    }

    List<Row> list(String where, Object... values) {
        return Rows.read(em, COLUMNS + where, values).stream()
                .map(row -> new Row(order(row), row[21].toString()))
                .toList();
    }

    private Optional<PaymentOrder> one(String where, Object... values) {
        return list(where, values).stream().map(Row::order).findFirst();
    }

    /** The money is there; false if it was before. */
    boolean paid(PaymentOrder order, Money arrived, boolean late) {
        return Rows.change(
                        em,
                        "UPDATE payment_order SET state = 'PAID', received_n = ?, late = ?, failure = NULL, ended_at = ?"
                                + " WHERE id = ? AND state <> 'PAID'",
                        arrived.nanos(),
                        late,
                        now,
                        order.id())
                == 1;
    }

    /** The part of what arrived that goes into the wallet. */
    void credited(PaymentOrder order, Money part) {
        Rows.change(em, "UPDATE payment_order SET credited_n = ? WHERE id = ?", part.nanos(), order.id());
    }

    /** Ends an order that nothing came of; false if it has ended already. */
    boolean end(UUID order, PaymentOrder.State state, String failure) {
        return Rows.change(
                        em,
                        "UPDATE payment_order SET state = ?, failure = ?, ended_at = ? WHERE id = ? AND state = 'PENDING'",
                        state,
                        cut(failure),
                        now,
                        order)
                == 1;
    }

    /** Says why a try failed; the order stays open for another. */
    void failing(UUID order, String failure) {
        Rows.change(em, "UPDATE payment_order SET failure = ? WHERE id = ? AND state = 'PENDING'", cut(failure), order);
    }

    static String cut(String text) {
        return text == null || text.length() <= LONGEST_FAILURE ? text : text.substring(0, LONGEST_FAILURE);
    }

    private static PaymentOrder order(Object[] row) {
        var currency = row[8].toString();
        return new PaymentOrder(
                Rows.uuid(row[0]),
                new TenantId(Rows.uuid(row[1])),
                row[2].toString(),
                PaymentOrder.Purpose.valueOf(row[3].toString()),
                Rows.uuid(row[4]),
                row[5].toString(),
                Rows.truth(row[6]),
                PaymentOrder.State.valueOf(row[7].toString()),
                Money.of(Rows.number(row[9]), currency),
                Money.of(Rows.number(row[10]), currency),
                Money.of(Rows.number(row[11]), currency),
                Money.of(Rows.number(row[12]), currency),
                Rows.truth(row[13]),
                text(row[14]),
                text(row[15]),
                text(row[16]),
                Rows.day(row[17]),
                text(row[18]),
                Rows.instant(row[19]),
                Rows.instant(row[20]));
    }

    private static String text(Object column) {
        return column == null ? null : column.toString();
    }
}
