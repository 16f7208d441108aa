package org.tenantry.boot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.tenantry.models.Catalogue;

/**
 * Tells those who run the server how it does: it lives; it is started once the schema is there; it is ready while the
 * database answers and the keys of the providers can be opened. Says no more than that, for anybody may ask.
 */
@ApplicationScoped
public class HealthChecks {
    private static final Logger LOG = Logger.getLogger(HealthChecks.class.getName());

    @Resource(lookup = "java:app/jdbc/tenantry")
    DataSource dataSource;

    @Inject
    Catalogue catalogue;

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck lives() {
        return () -> HealthCheckResponse.up("alive");
    }

    @Produces
    @Startup
    @ApplicationScoped
    HealthCheck started() {
        return () -> told("schema", this::schemaIsThere);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck database() {
        return () -> told("database", this::schemaIsThere);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck keys() {
        return () -> told("keys", catalogue::keysOpen);
    }

    private boolean schemaIsThere() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT MIN(success) FROM flyway_schema_history")) {
            return row.next() && row.getInt(1) == 1;
        }
    }

    private static HealthCheckResponse told(String name, Check check) {
        boolean well = false;
        try {
            well = check.isWell();
        } catch (SQLException | RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "the check of " + name + " failed");
        }
        return HealthCheckResponse.named(name).status(well).build();
    }

    /** One thing to look at. */
    private interface Check {
        boolean isWell() throws SQLException;
    }
}
