package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;

/** Starts top-ups: writes the order, then, outside any transaction, asks the provider where to pay. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TopUps {
    private static final Logger LOG = Logger.getLogger(TopUps.class.getName());

    @Inject
    Payments payments;

    @Inject
    PaymentProviders providers;

    /** How to pay: by bank or with a provider; whether to keep the card; where the payer comes back to. */
    public record Way(String provider, boolean keepsCard, String back) {}

    /** Starts once for each key, however often it is sent. */
    public PaymentOrder start(Caller admin, Money amount, Way way, String key) {
        return begin(way, () -> payments.begin(admin, way.provider(), amount, way.keepsCard(), key));
    }

    /** The same to pay what is due of an invoice. */
    public PaymentOrder payInvoice(Caller admin, UUID invoice, Way way, String key) {
        return begin(way, () -> payments.beginInvoice(admin, way.provider(), invoice, way.keepsCard(), key));
    }

    private PaymentOrder begin(Way way, Supplier<PaymentOrder> write) {
        boolean bank = PaymentOrder.BANK.equals(way.provider());
        var provider = bank ? null : providers.get(way.provider());
        var order = Retry.transaction(write);
        if (bank || !order.isPending() || order.url() != null) {
            return order;
        }
        try {
            var checkout = provider.begin(order, way.keepsCard(), way.back() + "?order=" + order.id());
            return Retry.transaction(() -> payments.begun(order.id(), checkout));
        } catch (ProviderSilent silent) {
            LOG.log(Level.WARNING, "order {0} was not taken: {1}", new Object[] {order.number(), silent.why()});
            Retry.transaction(() -> payments.failed(order.id(), silent.why()));
            throw silent;
        }
    }
}
