package org.tenantry.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.PersonId;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/** Runs the audit of the books every night on one node, and when the operator asks for it. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BookClock {
    private static final Logger LOG = Logger.getLogger(BookClock.class.getName());

    /** How long an operator waits for the result; a longer run goes on without being watched. */
    private static final int PATIENCE_SECONDS = 20;

    @Resource(lookup = "java:app/jdbc/tenantry")
    DataSource dataSource;

    @Resource
    ManagedExecutorService threads;

    @Inject
    Clock clock;

    @Inject
    BookAudit audit;

    /** At a time when few people work; in UTC, as all timers. */
    @Schedule(hour = "3", minute = "20", timezone = "UTC", persistent = false)
    public void nightly() {
        if (audit.take(true)) {
            try {
                run(null);
            } catch (RuntimeException bad) {
                LOG.log(Level.SEVERE, "the audit of the books could not be run", bad);
            }
        }
    }

    /** Runs the audit and answers whether it has ended; a long one goes on, and its result is shown later. */
    public boolean runNow(Caller operator) {
        operator.require(Role.OPERATOR);
        if (!audit.take(false)) {
            throw new AuditRunning();
        }
        var run = threads.submit(() -> run(operator.person()));
        try {
            run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException longer) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the audit of the books could not be run", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(PersonId by) {
        boolean kept = false;
        try {
            var startedAt = clock.instant();
            var red = new LinkedHashMap<TenantId, Set<String>>();
            var findings = Invariant.all().stream()
                    .map(invariant -> Examination.of(
                            dataSource, invariant, tenant -> red.computeIfAbsent(tenant, any -> new LinkedHashSet<>())
                                    .add(invariant.name())))
                    .toList();
            Retry.transaction(() -> audit.keep(by, startedAt, findings));
            kept = true;
            park(red);
            tell(findings);
        } finally {
            if (!kept) {
                audit.giveBack();
            }
        }
    }

    private void park(Map<TenantId, Set<String>> red) {
        red.forEach((tenant, why) -> {
            try {
                Retry.transaction(() -> audit.park(tenant, String.join(BookAudit.BETWEEN, why)));
            } catch (RuntimeException bad) {
                LOG.log(Level.SEVERE, "tenant " + tenant + " could not be parked", bad);
            }
        });
    }

    private static void tell(List<Finding> findings) {
        findings.stream()
                .filter(finding -> !finding.isGreen())
                .forEach(finding -> LOG.severe("The books do not agree: " + finding.name() + ": "
                        + (finding.failure() == null ? finding.found() + " rows" : finding.failure())));
    }
}
