package org.tenantry.billing;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets every node of a demo know within a second that time was moved on another one. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TestClockTicker {
    private static final Logger LOG = Logger.getLogger(TestClockTicker.class.getName());

    @Inject
    TestClock clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        try {
            clock.refresh();
        } catch (RuntimeException later) {
            LOG.log(Level.WARNING, "the test clock could not be read", later);
        }
    }
}
