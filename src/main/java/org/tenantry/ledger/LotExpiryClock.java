package org.tenantry.ledger;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;

/** Ends credit whose time is over, tenant by tenant, so that one bad tenant does not stop the others. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LotExpiryClock {
    private static final Logger LOG = Logger.getLogger(LotExpiryClock.class.getName());

    @Inject
    Lots lots;

    @Schedule(hour = "*", minute = "*/5", persistent = false)
    public void expire() {
        for (var tenant : lots.withExpiredLots()) {
            try {
                Retry.transaction(() -> lots.expire(tenant));
            } catch (RuntimeException bad) {
                LOG.log(Level.SEVERE, "credit of tenant " + tenant + " could not be expired", bad);
            }
        }
    }
}
