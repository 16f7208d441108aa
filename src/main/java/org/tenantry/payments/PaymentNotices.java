package org.tenantry.payments;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import org.tenantry.notices.Outbox;
import org.tenantry.tenancy.Recipients;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Money;

/** Tells a tenant's admins what became of their payments: each thing once. */
@Dependent
public class PaymentNotices {
    @Inject
    Outbox outbox;

    @Inject
    Tenants tenants;

    @Inject
    Recipients recipients;

    void received(PaymentOrder order, Money arrived) {
        put(order, "payment:" + order.id(), "payment.received", arrived, order.number(), name(order));
    }

    void failed(PaymentOrder order, String why) {
        put(order, "paymentFailed:" + order.id(), "payment.failed", order.amount(), order.number(), why, name(order));
    }

    void rests(PaymentOrder order, Instant until) {
        put(order, "topUpRests:" + order.id(), "topup.rest", order.amount(), until, name(order));
    }

    void refunded(PaymentOrder order, Refund refund) {
        put(order, "refund:" + refund.id(), "refund.done", refund.amount(), order.number(), name(order));
    }

    private String name(PaymentOrder order) {
        return tenants.name(order.tenant());
    }

    private void put(PaymentOrder order, String once, String kind, Object... arguments) {
        outbox.put(order.tenant(), once, kind, recipients.admins(order.tenant()), arguments);
    }
}
