package org.tenantry.ledger;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/** Ends credit whose time is over, tenant by tenant, so that one bad tenant does not stop the others. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LotExpiryClock {
    private static final Logger LOG = Logger.getLogger(LotExpiryClock.class.getName());

    @Inject
    Lots lots;

    @Schedule(hour = "*", minute = "*/5", persistent = false)
    public void expire() {
        try {
            lots.withExpiredLots().forEach(this::expire);
        } catch (RuntimeException standstill) {
            // a server takes a timer away whose method keeps failing
            LOG.log(Level.SEVERE, "nobody's credit could be expired in this round", standstill);
        }
    }

    private void expire(TenantId tenant) {
        try {
            Retry.transaction(() -> lots.expire(tenant));
        } catch (RuntimeException bad) {
            LOG.log(Level.SEVERE, "credit of tenant " + tenant + " could not be expired", bad);
        }
    }
}
