package org.tenantry.values;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one source of time in the application; leases and sweeps use the database's clock instead. */
@ApplicationScoped
public class Clocks {
    @Produces
    public Clock clock() {
        return Clock.systemUTC();
    }
}
