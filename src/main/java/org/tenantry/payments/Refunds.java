package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/**
 * Keeps the money that goes back (rule 8.4). One that we ask for takes only what is unused and not held of what that
 * payment bought, before the provider is asked, and gives it back when the provider refuses. One that the provider tells
 * of has happened: what the wallet lacks is owed, and the wallet is parked.
 */
@Stateless
public class Refunds {
    /** A provider forgets our keys after a day; what is still open then is for a person to look at. */
    private static final Duration ASKED_AGAIN = Duration.ofHours(20);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Journal journal;

    @Inject
    PaymentNotices notices;

    /** What could be sent back of an order now. */
    public Money refundable(Caller operator, UUID order) {
        operator.require(Role.OPERATOR);
        return refundable(new Orders(em, clock.instant()).byId(order).orElseThrow(NotFound::new));
    }

    private Money refundable(PaymentOrder order) {
        var paid = order.received().minus(order.refunded());
        var left = lots.takeableFrom(order.tenant(), order.id().toString());
        return left.compareTo(paid) < 0 ? left : paid;
    }

    public List<Refund> of(Caller operator, UUID order) {
        operator.require(Role.OPERATOR);
        return list(" WHERE r.order_id = ? ORDER BY r.at, r.id", order);
    }

    /** Takes the value out and writes the refund down, once for each key; whoever sends the money is asked afterwards. */
    public Refund open(Caller operator, UUID id, Money amount, String reason, String key) {
        operator.require(Role.OPERATOR);
        var order = new Orders(em, clock.instant()).lock(id).orElseThrow(NotFound::new);
        var before = list(" WHERE r.tenant_id = ? AND r.ref = ?", order.tenant().value(), key);
        if (!before.isEmpty()) {
            return before.get(0);
        }
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new InvalidInput("payments.refusal.reason", LONGEST_REASON);
        }
        var checked = Amounts.checked(amount, order.amount().currency());
        if (!order.isPaid()) {
            throw new Refusal(409, "payments.refusal.notPaid", order.number());
        }
        var most = refundable(order);
        if (checked.compareTo(most) > 0) {
            throw new Refusal(409, "payments.refusal.refund", most, checked);
        }
        var refund = add(order, checked, 0, said, operator.person(), key);
        lots.takeFrom(
                order.tenant(),
                order.id().toString(),
                checked,
                Posting.Kind.REFUND,
                Account.CLEARING,
                refund.toString(),
                order.number());
        audit.record(operator.person(), order.tenant(), "payment.refund", order.number(), checked + ": " + said);
        return find(refund);
    }

    private UUID add(PaymentOrder order, Money amount, long owedN, String reason, PersonId person, String key) {
        var id = Ids.next();
        Rows.change(
                em,
                "UPDATE payment_order SET refunded_n = refunded_n + ? WHERE id = ? AND refunded_n + ? <= received_n",
                amount.nanos(),
                order.id(),
                amount.nanos());
        Rows.change(
                em,
                "INSERT INTO refund (id, tenant_id, order_id, ref, amount_n, owed_n, reason, asked, state, person_id, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                order.tenant().value(),
                order.id(),
                key,
                amount.nanos(),
                owedN,
                reason,
                person != null,
                person == null ? Refund.State.DONE : Refund.State.PENDING,
                person == null ? null : person.value(),
                clock.instant());
        return id;
    }

    /** The money has been sent. */
    public void done(UUID id, String providerRef) {
        int changed = Rows.change(
                em,
                "UPDATE refund SET state = 'DONE', provider_ref = ? WHERE id = ? AND state = 'PENDING'",
                providerRef,
                id);
        if (changed == 1) {
            var refund = find(id);
            notices.refunded(
                    new Orders(em, clock.instant()).byId(refund.order()).orElseThrow(), refund);
        }
    }

    /** The money was not sent: the wallet gets its value back. */
    public void failed(UUID id, String why) {
        var refund = find(id);
        var orders = new Orders(em, clock.instant());
        var order = orders.lock(refund.order()).orElseThrow();
        int changed = Rows.change(
                em,
                "UPDATE refund SET state = 'FAILED', failure = ? WHERE id = ? AND state = 'PENDING'",
                Orders.cut(why),
                id);
        if (changed == 1) {
            Rows.change(
                    em,
                    "UPDATE payment_order SET refunded_n = refunded_n - ? WHERE id = ?",
                    refund.amount().nanos(),
                    order.id());
            lots.giveBack(order.tenant(), refund.amount(), order.id().toString(), id + "-back", order.number());
            audit.record(null, order.tenant(), "payment.refundFailed", order.number(), refund.amount() + " " + why);
        }
    }

    /**
     * Follows what the provider says has gone back of an order whose row is held: takes it out of what this payment
     * bought, then out of other paid credit; the rest is owed. False if nothing more has gone back than was known.
     */
    public boolean reverse(UUID id) {
        var told = Rows.read(
                        em,
                        "SELECT LEAST(received_n, reversed_n + disputed_n) - refunded_n, received_n FROM payment_order"
                                + " WHERE id = ?",
                        id)
                .get(0);
        var order = new Orders(em, clock.instant()).byId(id).orElseThrow();
        long more = Rows.number(told[0]);
        if (more <= 0) {
            return false;
        }
        var ref = "told-" + order.id() + "-" + (order.refunded().nanos() + more);
        var amount = new Money(more, order.amount().currency());
        long left = more - taken(order, more, ref);
        add(order, amount, left, "", null, ref);
        if (left > 0) {
            journal.post(
                    order.tenant(),
                    Posting.Kind.REFUND,
                    ref(ref, "owed"),
                    order.number(),
                    Map.of(Account.CLEARING, left, Account.RECEIVABLE, -left));
            ledger.park(order.tenant(), true);
        }
        audit.record(
                null,
                order.tenant(),
                "payment.reversed",
                order.number(),
                amount + (left > 0 ? ", owed " + new Money(left, amount.currency()) + ", wallet parked" : ""));
        return true;
    }

    private long taken(PaymentOrder order, long wanted, String ref) {
        var tenant = order.tenant();
        var currency = order.amount().currency();
        var origin = order.id().toString();
        long own = Math.min(wanted, lots.takeableFrom(tenant, origin).nanos());
        if (own > 0) {
            lots.takeFrom(
                    tenant,
                    origin,
                    new Money(own, currency),
                    Posting.Kind.REFUND,
                    Account.CLEARING,
                    ref(ref, "own"),
                    order.number());
        }
        long others = Math.min(wanted - own, lots.takeable(tenant, LotKind.PAID).nanos());
        if (others > 0) {
            lots.take(
                    tenant,
                    LotKind.PAID,
                    new Money(others, currency),
                    Posting.Kind.REFUND,
                    Account.CLEARING,
                    ref(ref, "more"),
                    order.number());
        }
        return own + others;
    }

    /** A ref of a posting has at most 64 letters. */
    private static String ref(String told, String part) {
        return UUID.nameUUIDFromBytes(told.getBytes(StandardCharsets.US_ASCII)) + "-" + part;
    }

    /** Refunds that the provider has not answered, to be asked again: asking twice sends once. */
    public List<Refund> unanswered() {
        var now = clock.instant();
        return list(
                " WHERE r.state = 'PENDING' AND r.at BETWEEN ? AND ? ORDER BY r.at LIMIT 100",
                now.minus(ASKED_AGAIN),
                now.minus(PATIENCE));
    }

    private Refund find(UUID id) {
        return list(" WHERE r.id = ?", id).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<Refund> list(String where, Object... values) {
        return Rows.read(
                        em,
                        "SELECT r.id, r.tenant_id, r.order_id, r.amount_n, r.owed_n, o.currency, r.reason, r.asked,"
                                + " r.state, r.failure, r.at, o.provider, o.provider_payment FROM refund r"
                                + " JOIN payment_order o ON o.id = r.order_id" + where,
                        values)
                .stream()
                .map(row -> new Refund(
                        Rows.uuid(row[0]),
                        new TenantId(Rows.uuid(row[1])),
                        Rows.uuid(row[2]),
                        Money.of(Rows.number(row[3]), row[5].toString()),
                        Money.of(Rows.number(row[4]), row[5].toString()),
                        row[6].toString(),
                        Rows.truth(row[7]),
                        Refund.State.valueOf(row[8].toString()),
                        Optional.ofNullable(row[9]).map(Object::toString).orElse(""),
                        Rows.instant(row[10]),
                        row[11].toString(),
                        Optional.ofNullable(row[12]).map(Object::toString).orElse("")))
                .toList();
    }
}
