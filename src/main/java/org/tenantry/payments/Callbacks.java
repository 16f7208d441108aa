package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.logging.Logger;
import org.tenantry.values.NotFound;
import org.tenantry.values.Retry;

/** The ear for payment providers: believes only what carries their signature, and tells the audit of what does not. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Callbacks {
    private static final Logger LOG = Logger.getLogger(Callbacks.class.getName());

    /** So many forgeries of an hour are written into the audit; more of them go to the log alone. */
    private static final int MOST_AUDITED = 200;

    private static final long MILLIS_AN_HOUR = 3_600_000;

    private static long hour;
    private static int audited;

    @Inject
    PaymentProviders providers;

    @Inject
    PaymentEvents events;

    @Inject
    Clock clock;

    /** Takes an event in; {@code from} is the address it came from. A forged or old one is {@link NotFromProvider}. */
    public PaymentEvents.Outcome take(String provider, byte[] body, String signature, String from) {
        var known = providers.find(provider).orElseThrow(NotFound::new);
        try {
            var event = known.read(body, signature);
            return Retry.transaction(() -> events.take(provider, event));
        } catch (NotFromProvider forged) {
            LOG.warning(() -> "something that is not from " + provider + " came from " + from);
            if (mayBeAudited(clock.millis() / MILLIS_AN_HOUR)) {
                Retry.transaction(() -> events.forged(provider, from));
            }
            throw forged;
        }
    }

    private static synchronized boolean mayBeAudited(long now) {
        audited = now == hour ? audited + 1 : 1;
        hour = now;
        return audited <= MOST_AUDITED;
    }
}
