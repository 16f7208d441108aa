package org.tenantry.health;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.gateway.Gateway;
import org.tenantry.models.Catalogue;
import org.tenantry.models.ModelNotOffered;
import org.tenantry.values.Ids;
import org.tenantry.values.ProviderId;
import org.tenantry.values.Retry;

/**
 * Looks after models that are not well: every 15 seconds it asks their providers for the list of models, which costs
 * nothing, and tells the operator's board what this node thinks. One provider is asked once, however many models it has.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HealthClock {
    private static final Logger LOG = Logger.getLogger(HealthClock.class.getName());
    private static final int MOST_LOOKED_AT = 20;

    @Inject
    Circuits circuits;

    @Inject
    KeyRests rests;

    @Inject
    NodeCircuits told;

    @Inject
    Catalogue catalogue;

    @Inject
    Gateway gateway;

    private final String node = name();
    private final AtomicBoolean looking = new AtomicBoolean();
    private boolean saidSomething;

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void look() {
        if (!looking.compareAndSet(false, true)) {
            return; // the last round still waits for somebody silent
        }
        try {
            tell();
            lookAtThem();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "the health of providers could not be looked after");
        } finally {
            looking.set(false);
        }
    }

    /** Says on the board what this node thinks now. */
    public void tell() {
        var ill = circuits.ill();
        var seen = rests.takeSeen();
        if (!seen.isEmpty()) {
            Retry.transaction(() -> told.keep(seen));
        }
        if (!ill.isEmpty() || saidSomething) {
            Retry.transaction(() -> told.tell(node, ill));
            saidSomething = !ill.isEmpty();
        }
    }

    private void lookAtThem() {
        Map<ProviderId, Boolean> answers = new HashMap<>();
        for (var ill : circuits.ill()) {
            try {
                var reach = catalogue.reach(ill.model());
                if (answers.size() < MOST_LOOKED_AT || answers.containsKey(reach.provider())) {
                    boolean well = answers.computeIfAbsent(
                            reach.provider(),
                            id -> gateway.check(reach.keys().get(0).endpoint()).isEmpty());
                    circuits.looked(ill.model(), well);
                }
            } catch (ModelNotOffered gone) {
                circuits.forget(ill.model());
            }
        }
    }

    /** The name of this machine, and something that tells two nodes on it apart. */
    private static String name() {
        var mark = Ids.next().toString().substring(32);
        try {
            var host = InetAddress.getLocalHost().getHostName();
            return host.substring(0, Math.min(60, host.length())) + "-" + mark;
        } catch (UnknownHostException nameless) {
            return "node-" + mark;
        }
    }
}
