package org.tenantry.repeats;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Forgets answers that were kept for 48 hours. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RepeatSweeper {
    private static final Logger LOG = Logger.getLogger(RepeatSweeper.class.getName());
    private static final int MOST_ROUNDS = 100;

    @Inject
    Repeats repeats;

    @Schedule(hour = "*", minute = "*/10", persistent = false)
    public void sweep() {
        try {
            int rounds = 0;
            while (repeats.sweep() > 0 && rounds < MOST_ROUNDS) {
                rounds++;
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "kept answers could not be forgotten; trying again in ten minutes");
        }
    }
}
