package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.tenantry.payments.ProviderEvent.Meaning;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/** Charges saved cards for automatic top-ups: the order is written first, the provider asked outside any transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AutoCharges {
    @Inject
    AutoTopUps autoTopUps;

    @Inject
    PaymentEvents events;

    @Inject
    PaymentProviders providers;

    /** Tops a wallet up if its rule says so now. */
    public void topUp(TenantId tenant) {
        Retry.transaction(() -> autoTopUps.open(tenant)).ifPresent(this::charge);
    }

    /** Asks the provider, the first time or again. What it says at once is taken like what it tells later. */
    public void charge(AutoTopUps.Job job) {
        var order = job.order();
        var provider = providers.find(order.provider());
        if (provider.isEmpty()) {
            return;
        }
        var answer = provider.get().charge(order, job.customer(), job.method());
        switch (answer.outcome()) {
            case DONE -> Retry.transaction(() -> {
                autoTopUps.sent(order.id(), answer.ref());
                events.take(
                        order.provider(),
                        new ProviderEvent(
                                "answer-" + order.id(),
                                "charge",
                                Meaning.PAID,
                                order.id(),
                                answer.ref(),
                                order.amount(),
                                null,
                                ""));
            });
            case REFUSED -> Retry.transaction(() -> autoTopUps.declined(order.id(), answer.why()));
            case OPEN -> {
                if (answer.ref() != null) {
                    Retry.transaction(() -> autoTopUps.sent(order.id(), answer.ref()));
                }
            }
        }
    }
}
