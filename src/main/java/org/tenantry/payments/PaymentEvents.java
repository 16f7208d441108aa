package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.Rows;

/**
 * Takes what providers tell: each event once, in whatever order they come. Money is booked in the transaction that writes
 * the event down, and only when amount and currency are the order's.
 */
@Stateless
public class PaymentEvents {
    private static final int LONGEST_DETAIL = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Payments payments;

    @Inject
    Refunds refunds;

    @Inject
    AutoTopUps autoTopUps;

    @Inject
    PaymentNotices notices;

    /** What came of an event. */
    public enum Outcome {
        /** It changed something. */
        DONE,
        /** It changed nothing: all was so already, or it does not concern us. */
        NOTHING,
        /** It tells of money that went back before we heard that it came; kept until then. */
        EARLY,
        /** Amount or currency are not the order's: nothing was credited. */
        MISMATCH,
        /** No order of ours. */
        UNKNOWN
    }

    /** Takes an event; a repeat answers as the first did and changes nothing. */
    public Outcome take(String provider, ProviderEvent event) {
        var orders = new Orders(em, clock.instant());
        var order = find(orders, provider, event).flatMap(found -> orders.lock(found.id()));
        var before = Rows.read(
                em,
                "SELECT outcome, kind FROM payment_event WHERE provider = ? AND event_id = ?",
                provider,
                event.id());
        if (!before.isEmpty()) {
            return Outcome.valueOf(before.get(0)[0].toString());
        }
        var outcome = order.map(held -> apply(orders, held, event)).orElse(Outcome.UNKNOWN);
        var detail = (event.amount() == null ? "" : event.amount() + " ") + event.why();
        Rows.change(
                em,
                "INSERT INTO payment_event (provider, event_id, order_id, kind, outcome, detail, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                provider,
                event.id(),
                order.map(PaymentOrder::id).orElse(null),
                event.kind(),
                outcome,
                detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)),
                clock.instant());
        return outcome;
    }

    private static Optional<PaymentOrder> find(Orders orders, String provider, ProviderEvent event) {
        var named = event.order() == null ? Optional.<PaymentOrder>empty() : orders.byId(event.order());
        return named.or(() -> orders.byPayment(provider, event.payment()))
                .filter(order -> order.provider().equals(provider));
    }

    private Outcome apply(Orders orders, PaymentOrder order, ProviderEvent event) {
        return switch (event.meaning()) {
            case PAID -> paid(orders, order, event);
            case TRY_FAILED -> tryFailed(orders, order, event);
            case FAILED -> failed(orders, order, event);
            case EXPIRED -> done(orders.end(order.id(), PaymentOrder.State.EXPIRED, null));
            case REFUNDED -> wentBack(order, event, "reversed_n = GREATEST(reversed_n, ?)");
            case DISPUTED -> wentBack(order, event, "disputed_n = disputed_n + ?");
            case OTHER -> Outcome.NOTHING;
        };
    }

    private Outcome paid(Orders orders, PaymentOrder order, ProviderEvent event) {
        if (!order.amount().equals(event.amount())) {
            orders.failing(order.id(), "mismatch: " + event.amount());
            return Outcome.MISMATCH;
        }
        Rows.change(
                em,
                "UPDATE payment_order SET provider_payment = ? WHERE id = ? AND ? <> ''",
                event.payment(),
                order.id(),
                event.payment());
        if (event.card() != null) {
            autoTopUps.save(order, event.card());
        }
        if (!payments.credit(order, event.amount(), null)) {
            return Outcome.NOTHING;
        }
        refunds.reverse(order.id());
        return Outcome.DONE;
    }

    private Outcome failed(Orders orders, PaymentOrder order, ProviderEvent event) {
        boolean ended = orders.end(order.id(), PaymentOrder.State.FAILED, event.why());
        if (ended) {
            notices.failed(order, event.why());
        }
        return done(ended);
    }

    /** On the provider's page another card may be tried; an automatic top-up has only the one. */
    private Outcome tryFailed(Orders orders, PaymentOrder order, ProviderEvent event) {
        if (order.automatic()) {
            return done(autoTopUps.declined(order.id(), event.why()));
        }
        orders.failing(order.id(), event.why());
        return done(order.isPending());
    }

    private Outcome wentBack(PaymentOrder order, ProviderEvent event, String change) {
        if (event.amount() == null
                || !event.amount().currency().equals(order.amount().currency())) {
            return Outcome.MISMATCH;
        }
        Rows.change(
                em,
                "UPDATE payment_order SET " + change + " WHERE id = ?",
                event.amount().nanos(),
                order.id());
        return order.isPaid() ? done(refunds.reverse(order.id())) : Outcome.EARLY;
    }

    private static Outcome done(boolean changed) {
        return changed ? Outcome.DONE : Outcome.NOTHING;
    }

    /** Writes down that somebody sent what is not the provider's. */
    public void forged(String provider, String from) {
        audit.record(null, AuditLog.OPERATOR, "payment.forged", provider, "from " + from);
    }
}
