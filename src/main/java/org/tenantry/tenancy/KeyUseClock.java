package org.tenantry.tenancy;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;

/** Writes down once a minute when the keys in use on this node were last used. Safe on every node: the latest time stays. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyUseClock {
    private static final Logger LOG = Logger.getLogger(KeyUseClock.class.getName());

    @Inject
    KeyUses uses;

    @Inject
    ApiKeys keys;

    @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
    public void write() {
        uses.taken().forEach((key, at) -> {
            try {
                Retry.transaction(() -> keys.used(key, at));
            } catch (RuntimeException bad) {
                LOG.log(Level.WARNING, bad, () -> "the last use of key " + key + " could not be written down");
            }
        });
    }
}
