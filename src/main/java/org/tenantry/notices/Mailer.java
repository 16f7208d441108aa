package org.tenantry.notices;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.values.Retry;

/**
 * Sends what waits in the outbox, every ten seconds and on every node: takes one notice, hands it over outside of any
 * transaction, marks it. A node that dies in between leaves a notice that is sent once more, as the very same mail.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Mailer {
    private static final Logger LOG = Logger.getLogger(Mailer.class.getName());
    private static final int MOST_IN_A_RUN = 500;

    @Inject
    MailSettings settings;

    @Inject
    MailServer server;

    @Inject
    Deliveries deliveries;

    @PostConstruct
    void start() {
        settings.problem()
                .filter(problem -> problem != MailSettings.Problem.NO_HOST)
                .ifPresent(problem -> LOG.warning("No mail is sent, because TENANTRY_MAIL_" + problem
                        + " cannot be used; docs/operate/README.md tells what it may be."));
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    public void send() {
        if (settings.problem().isPresent()) {
            return;
        }
        try (var line = server.line()) {
            boolean more = true;
            for (int i = 0; more && i < MOST_IN_A_RUN; i++) {
                var parcel = Retry.transaction(deliveries::claim);
                more = parcel.isPresent() && send(line, parcel.get());
            }
        } catch (RuntimeException bad) {
            LOG.log(Level.SEVERE, "the outbox could not be read", bad);
        }
    }

    /** Whether it makes sense to go on with the next one now. */
    private boolean send(MailServer.Line line, Parcel parcel) {
        try {
            if (parcel.tries() > Deliveries.MOST_TRIES) {
                throw new Undeliverable(MailFailure.UNREACHABLE, "the node ended while it was sending", true);
            }
            line.send(parcel);
            Retry.transaction(() -> deliveries.sent(parcel.id()));
            return true;
        } catch (Undeliverable why) {
            LOG.warning(() -> "notice " + parcel + " could not be sent: " + why.kind());
            Retry.transaction(() -> deliveries.failed(parcel, why));
            return !why.concernsAll();
        } catch (RuntimeException bad) {
            LOG.log(Level.SEVERE, bad, () -> "notice " + parcel + " is tried again when its lease has run out");
            return true;
        }
    }
}
