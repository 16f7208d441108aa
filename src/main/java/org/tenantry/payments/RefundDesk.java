package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;

/** Sends money back: takes the value out first, then asks the provider outside any transaction, then writes how it went. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RefundDesk {
    @Inject
    Refunds refunds;

    @Inject
    PaymentProviders providers;

    /** Sends back once for each key. A transfer is sent by the operator's own bank, so it counts as sent. */
    public PaymentProvider.Outcome refund(Caller operator, UUID order, Money amount, String reason, String key) {
        var refund = Retry.transaction(() -> refunds.open(operator, order, amount, reason, key));
        return switch (refund.state()) {
            case PENDING -> send(refund);
            case DONE -> PaymentProvider.Outcome.DONE;
            case FAILED -> PaymentProvider.Outcome.REFUSED;
        };
    }

    /** Asks the provider, the first time or again. */
    public PaymentProvider.Outcome send(Refund refund) {
        if (PaymentOrder.BANK.equals(refund.provider())) {
            Retry.transaction(() -> refunds.done(refund.id(), null));
            return PaymentProvider.Outcome.DONE;
        }
        var provider = providers.find(refund.provider());
        if (provider.isEmpty()) {
            return PaymentProvider.Outcome.OPEN;
        }
        var answer = provider.get().refund(refund.payment(), refund.id(), refund.amount());
        switch (answer.outcome()) {
            case DONE -> Retry.transaction(() -> refunds.done(refund.id(), answer.ref()));
            case REFUSED -> Retry.transaction(() -> refunds.failed(refund.id(), answer.why()));
            case OPEN -> {
                // asked again by the clock
            }
        }
        return answer.outcome();
    }
}
