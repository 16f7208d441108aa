package org.tenantry.api;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.calls.Calls;

/** Ends the calls of programs whose server died: within 90 seconds they are paid as far as they came, or not at all. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ApiSweeper {
    private static final Logger LOG = Logger.getLogger(ApiSweeper.class.getName());

    @Inject
    Calls calls;

    @Inject
    Relays relays;

    @Schedule(hour = "*", minute = "*", second = "7/15", persistent = false)
    public void sweep() {
        for (var call : calls.expiredApiCalls()) {
            if (!relays.isHere(call)) {
                try {
                    calls.settleExpired(call);
                } catch (RuntimeException failure) {
                    LOG.log(Level.WARNING, failure, () -> "interrupted call " + call + " could not be ended");
                }
            }
        }
    }
}
