package org.tenantry.metering;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;

/** Tells the operator every morning of models whose counts are off, each at most once a week. Safe on every node. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AccuracyClock {
    private static final Logger LOG = Logger.getLogger(AccuracyClock.class.getName());

    @Inject
    AccuracyNotices notices;

    @Schedule(hour = "5", minute = "10", timezone = "UTC", persistent = false)
    public void daily() {
        for (var row : notices.alarms()) {
            try {
                Retry.transaction(() -> notices.tell(row));
            } catch (RuntimeException bad) {
                LOG.log(Level.SEVERE, bad, () -> "nobody could be told of the counts of " + row.label());
            }
        }
    }
}
