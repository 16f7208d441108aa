package org.tenantry.web;

import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;

/** Something that broke, written to the log under an id which the reader can tell. */
final class Incident {
    private static final Logger LOG = Logger.getLogger(Incident.class.getName());

    private Incident() {}

    /** Logs it and tells the id. */
    static String log(String path, Throwable thrown) {
        var id = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.SEVERE, thrown, () -> "incident " + id + " at " + path);
        return id;
    }

    /** The refusal that all the wrapping of the platform may hide; that the database is busy is one too. */
    static Optional<Refusal> refusalIn(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(20)
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .findFirst()
                .or(() -> busy(thrown));
    }

    private static Optional<Refusal> busy(Throwable thrown) {
        if (!Retry.isBusy(thrown)) {
            return Optional.empty();
        }
        LOG.log(Level.WARNING, "the database is out of reach or busy: {0}", thrown.getMessage());
        return Optional.of(new Refusal(503, "error.503.text"));
    }
}
