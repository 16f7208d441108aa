package org.tenantry.payments;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;

/**
 * Every minute: tops wallets up by their rules, ends orders that nobody paid in time, and asks providers again that did
 * not answer. Each item stands alone, so that one bad tenant does not stop the others.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AutoTopUpClock {
    private static final Logger LOG = Logger.getLogger(AutoTopUpClock.class.getName());

    @Inject
    AutoTopUps autoTopUps;

    @Inject
    AutoCharges charges;

    @Inject
    Payments payments;

    @Inject
    Refunds refunds;

    @Inject
    RefundDesk desk;

    @Schedule(hour = "*", minute = "*", persistent = false)
    public void tick() {
        each(payments.overdue(), order -> Retry.transaction(() -> payments.expire(order)));
        each(autoTopUps.unanswered(), charges::charge);
        each(refunds.unanswered(), desk::send);
        each(autoTopUps.due(), charges::topUp);
    }

    private static <T> void each(List<T> items, Consumer<T> work) {
        for (var item : items) {
            try {
                work.accept(item);
            } catch (RuntimeException bad) {
                LOG.log(Level.SEVERE, "a payment could not be followed up: " + item, bad);
            }
        }
    }
}
