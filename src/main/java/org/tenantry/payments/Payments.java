package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tenantry.audit.AuditLog;
import org.tenantry.billing.Invoices;
import org.tenantry.ledger.Lots;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;

/**
 * Keeps the payment orders (rule 8.1): writes one before anything is asked of a provider, and books its money once, in
 * the transaction that makes it paid.
 */
@Stateless
public class Payments {
    /** How long a card may be typed in; money that comes later is credited all the same. */
    static final Duration CARD_WAITS = Duration.ofMinutes(65);

    private static final int SHOWN = 100;
    private static final int LONGEST_KEY = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Lots lots;

    @Inject
    PaymentProviders providers;

    @Inject
    Invoices invoices;

    @Inject
    PaymentNotices notices;

    /** Where to send a transfer: the operator's name, bank and account. */
    public record Bank(String name, String bank, String account) {}

    /**
     * Writes an order to top the wallet up, or finds the one that was written with this key before; another amount or
     * provider under the same key is refused.
     */
    public PaymentOrder begin(Caller admin, String provider, Money amount, boolean keepsCard, String key) {
        return begin(
                admin, null, Amounts.checked(amount, admin.require(Role.ADMIN).currency()), provider, keepsCard, key);
    }

    /** The same to pay an invoice, the whole of what is due of it; what arrives beyond that goes into the wallet. */
    public PaymentOrder beginInvoice(Caller admin, String provider, UUID invoice, boolean keepsCard, String key) {
        var before = orders().byKey(admin.require(Role.ADMIN).tenant(), key);
        if (before.isPresent() && invoice.equals(before.get().invoice())) {
            return before.get();
        }
        var due = due(admin, invoice);
        if (due.isZero()) {
            throw new Refusal(409, "payments.refusal.nothingDue");
        }
        return begin(admin, invoice, due, provider, keepsCard, key);
    }

    /** What is still asked for an invoice of the caller's tenant. */
    public Money due(Caller admin, UUID invoice) {
        return invoices.due(admin.require(Role.ADMIN).tenant(), invoice);
    }

    private PaymentOrder begin(
            Caller admin, UUID invoice, Money checked, String provider, boolean keepsCard, String key) {
        var tenant = admin.tenant();
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Refusal(400, "payments.refusal.key");
        }
        boolean bank = PaymentOrder.BANK.equals(provider);
        if (bank && bank().isEmpty()) {
            throw new Refusal(409, "payments.refusal.noBank");
        }
        var before = orders().byKey(tenant, key);
        if (before.isPresent()) {
            return same(before.get(), provider, checked, invoice);
        }
        var id = orders().add(new Orders.Wish(
                tenant,
                checked,
                provider,
                invoice,
                false,
                keepsCard,
                key,
                bank ? null : clock.instant().plus(CARD_WAITS),
                admin.person()));
        var order = orders().byId(id).orElseThrow();
        audit.record(admin.person(), tenant, "payment.begin", order.number(), provider + " " + checked);
        return order;
    }

    private static PaymentOrder same(PaymentOrder before, String provider, Money amount, UUID invoice) {
        if (!before.provider().equals(provider)
                || !before.amount().equals(amount)
                || !Objects.equals(before.invoice(), invoice)) {
            throw new Refusal(422, "payments.refusal.keyReused");
        }
        return before;
    }

    /** The orders of the caller's tenant, newest first. */
    public List<PaymentOrder> list(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        return orders()
                .list(" WHERE o.tenant_id = ? ORDER BY o.created_at DESC, o.id DESC LIMIT " + SHOWN, tenant.value())
                .stream()
                .map(Orders.Row::order)
                .toList();
    }

    public PaymentOrder find(Caller admin, UUID order) {
        return orders().byId(admin.require(Role.ADMIN).tenant(), order).orElseThrow(NotFound::new);
    }

    /** How an order can be paid here: by transfer where the operator's account is known, and with whoever takes cards. */
    public List<String> ways() {
        var bank = bank().stream().map(known -> PaymentOrder.BANK);
        return Stream.concat(providers.names().stream(), bank).toList();
    }

    /** The operator's bank account; none when it was never given. */
    public Optional<Bank> bank() {
        return Rows.read(em, "SELECT name, bank, bank_account FROM issuer WHERE bank_account <> '' ORDER BY id")
                .stream()
                .map(row -> new Bank(row[0].toString(), row[1].toString(), row[2].toString()))
                .findFirst();
    }

    /** Where the provider takes the card of this order. */
    public PaymentOrder begun(UUID order, PaymentProvider.Checkout checkout) {
        Rows.change(
                em,
                "UPDATE payment_order SET provider_ref = ?, provider_url = ? WHERE id = ? AND provider_ref IS NULL",
                checkout.ref(),
                checkout.url(),
                order);
        return orders().byId(order).orElseThrow();
    }

    /** The provider did not take the order; its key may be used for another try. */
    public void failed(UUID order, String why) {
        if (orders().end(order, PaymentOrder.State.FAILED, why)) {
            Rows.change(em, "UPDATE payment_order SET idempotency_key = CONCAT('failed-', id) WHERE id = ?", order);
        }
    }

    /**
     * Books what arrived on an order whose row is held: it becomes paid and the wallet is topped up in this one
     * transaction; false if that was done before. {@code person} is null when a provider says so.
     */
    public boolean credit(PaymentOrder order, Money arrived, PersonId person) {
        boolean late = order.state() != PaymentOrder.State.PENDING;
        if (order.isPaid() || !orders().paid(order, arrived, late)) {
            return false;
        }
        var ref = order.id().toString();
        var rest = order.invoice() == null
                ? arrived
                : invoices.receive(order.tenant(), order.invoice(), arrived, ref, order.number());
        if (!rest.isZero()) {
            orders().credited(order, rest);
            lots.topUp(order.tenant(), rest, ref, order.number());
        }
        notices.received(order, arrived);
        audit.record(
                person,
                order.tenant(),
                "payment.paid",
                order.number(),
                order.provider() + " " + arrived + (late ? " late" : ""));
        return true;
    }

    /** Card orders that nobody has paid in time. */
    public List<UUID> overdue() {
        return Rows.read(
                        em,
                        "SELECT id, expires_at FROM payment_order WHERE state = 'PENDING' AND expires_at <= ?"
                                + " ORDER BY expires_at LIMIT 500",
                        clock.instant())
                .stream()
                .map(row -> Rows.uuid(row[0]))
                .toList();
    }

    /** Ends an order that was not paid in time. */
    public void expire(UUID order) {
        var now = clock.instant();
        Rows.change(
                em,
                "UPDATE payment_order SET state = 'EXPIRED', ended_at = ? WHERE id = ? AND state = 'PENDING'"
                        + " AND expires_at <= ?",
                now,
                order,
                now);
    }

    private Orders orders() {
        return new Orders(em, clock.instant());
    }
}
