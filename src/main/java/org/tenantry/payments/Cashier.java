package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** The operator's side of payments: sees all orders, confirms and cancels transfers, reads what providers have told. */
@Stateless
public class Cashier {
    private static final int SHOWN = 200;
    private static final int LONGEST_TEXT = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Payments payments;

    @Inject
    Ledger ledger;

    /** An order with the name of its tenant. */
    public record Line(PaymentOrder order, String tenantName) {}

    /** Which orders to show; an empty part asks for all. {@code number} is a part of the order's number. */
    public record Filter(Optional<PaymentOrder.State> state, String provider, String number) {}

    /** What a bank statement says of a transfer (rule 8.2). */
    public record Arrival(String payer, String reference, BigDecimal amount, LocalDate on) {}

    /** Something that a provider told, and what came of it. */
    public record Told(String provider, String kind, String outcome, String detail, UUID order, Instant at) {}

    public List<Line> orders(Caller operator, Filter filter) {
        operator.require(Role.OPERATOR);
        var where = new StringBuilder(" WHERE 1 = 1");
        var values = new ArrayList<Object>();
        filter.state().ifPresent(state -> {
            where.append(" AND o.state = ?");
            values.add(state);
        });
        if (!filter.provider().isEmpty()) {
            where.append(" AND o.provider = ?");
            values.add(filter.provider());
        }
        if (!filter.number().isBlank()) {
            where.append(" AND INSTR(o.number, ?) > 0");
            values.add(filter.number().strip());
        }
        return lines(where + " ORDER BY o.created_at DESC, o.id DESC LIMIT " + SHOWN, values.toArray());
    }

    /** The transfers that wait for a word from the bank, oldest first. */
    public List<Line> toConfirm(Caller operator) {
        operator.require(Role.OPERATOR);
        return lines(
                " WHERE o.provider = ? AND o.state = 'PENDING' ORDER BY o.created_at, o.id LIMIT " + SHOWN,
                PaymentOrder.BANK);
    }

    public Line order(Caller operator, UUID order) {
        operator.require(Role.OPERATOR);
        return lines(" WHERE o.id = ?", order).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Line> lines(String where, Object... values) {
        return new Orders(em, clock.instant())
                .list(where, values).stream()
                        .map(row -> new Line(row.order(), row.tenantName()))
                        .toList();
    }

    /**
     * Books a transfer as the bank says it arrived; another amount than was ordered is credited as it is. A second
     * confirmation changes nothing and answers false.
     */
    public boolean confirm(Caller operator, UUID id, Arrival arrival) {
        operator.require(Role.OPERATOR);
        var order = new Orders(em, clock.instant()).lock(id).orElseThrow(NotFound::new);
        mustBeTransfer(order);
        var payer = text(arrival.payer(), "payments.refusal.payer");
        var reference = text(arrival.reference(), "payments.refusal.reference");
        if (arrival.on() == null || arrival.on().isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.MAX))) {
            throw new InvalidInput("payments.refusal.day");
        }
        var amount = Amounts.of(arrival.amount(), order.amount().currency());
        if (!payments.credit(order, amount, operator.person())) {
            return false;
        }
        Rows.change(
                em,
                "UPDATE payment_order SET payer = ?, reference = ?, received_on = ? WHERE id = ?",
                payer,
                reference,
                arrival.on(),
                id);
        audit.record(
                operator.person(),
                order.tenant(),
                "payment.confirm",
                order.number(),
                amount + " of " + order.amount() + " on " + arrival.on() + " from " + payer + ": " + reference);
        return true;
    }

    /** Ends a transfer that will not come; one that has ended stays as it is. */
    public void cancel(Caller operator, UUID id) {
        operator.require(Role.OPERATOR);
        var orders = new Orders(em, clock.instant());
        var order = orders.lock(id).orElseThrow(NotFound::new);
        mustBeTransfer(order);
        if (!orders.end(id, PaymentOrder.State.CANCELLED, null)) {
            throw new Refusal(409, "payments.refusal.ended", order.number());
        }
        audit.record(
                operator.person(),
                order.tenant(),
                "payment.cancel",
                order.number(),
                order.amount().toString());
    }

    /** Whether the wallet of a tenant is parked, as after a chargeback that it could not bear. */
    public boolean isParked(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        return ledger.wallet(tenant).parked();
    }

    /** Opens a parked wallet again; what is owed stays owed. */
    public void unpark(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        ledger.park(tenant, false);
        audit.record(operator.person(), tenant, "wallet.open", tenant.toString(), "");
    }

    /** What providers have told of one order. */
    public List<Told> told(Caller operator, UUID order) {
        operator.require(Role.OPERATOR);
        return told(" WHERE order_id = ? ORDER BY at, event_id", order);
    }

    /** Payments whose amount or currency was not the order's: nothing was credited, somebody has to look. */
    public List<Told> mismatches(Caller operator) {
        operator.require(Role.OPERATOR);
        return told(" WHERE outcome = ? ORDER BY at DESC LIMIT 50", "MISMATCH");
    }

    private List<Told> told(String where, Object value) {
        return Rows.read(em, "SELECT provider, kind, outcome, detail, order_id, at FROM payment_event" + where, value)
                .stream()
                .map(row -> new Told(
                        row[0].toString(),
                        row[1].toString(),
                        row[2].toString(),
                        row[3].toString(),
                        Rows.uuid(row[4]),
                        Rows.instant(row[5])))
                .toList();
    }

    private static void mustBeTransfer(PaymentOrder order) {
        if (!order.isByBank()) {
            throw new Refusal(409, "payments.refusal.noTransfer", order.number());
        }
    }

    private static String text(String typed, String refusal) {
        var text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new InvalidInput(refusal, LONGEST_TEXT);
        }
        return text;
    }
}
