package org.tenantry.billing;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.metering.Periods;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/**
 * Lets time act on money: closes and bills periods within a minute of each tenant's midnight, finalises drafts whose grace
 * is over, ends trials, reminds late payers. Each tenant in its own transaction, so that one bad tenant does not stop the
 * others, and some at the same time, so that midnight at a thousand tenants takes seconds; the same on every node and as
 * often as it likes.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingClock {
    private static final Logger LOG = Logger.getLogger(BillingClock.class.getName());
    private static final int DUPLICATE = 1062;

    /** As many tenants are closed at the same time: a connection to the database each. */
    private static final int ABREAST = 4;

    @Resource
    ManagedExecutorService workers;

    @Inject
    Periods periods;

    @Inject
    PeriodClose periodClose;

    @Inject
    PlanChanges changes;

    @Inject
    Invoices invoices;

    @Inject
    Dunning dunning;

    @Inject
    Marks marks;

    @Schedule(hour = "*", minute = "*", persistent = false)
    public void everyMinute() {
        outlived(this::closeAndFinalise);
    }

    private void closeAndFinalise() {
        abreast(periods.due(), tenant -> guarded(tenant, () -> periodClose.close(tenant)));
        for (var tenant : changes.trialsToLookAt()) {
            guarded(tenant, () -> changes.endTrial(tenant));
        }
        for (var due : invoices.toFinalise()) {
            guarded(due.tenant(), () -> invoices.finalise(due.tenant(), due.invoice()));
        }
    }

    @Schedule(hour = "*", minute = "*/5", second = "30", persistent = false)
    public void everyFiveMinutes() {
        outlived(this::remindAndTell);
    }

    private void remindAndTell() {
        for (var tenant : dunning.toLookAt()) {
            guarded(tenant, () -> dunning.run(tenant));
        }
        for (var spent : marks.reached()) {
            guarded(spent.tenant(), () -> marks.tell(spent));
        }
    }

    /** A server takes a timer away whose method keeps failing, so a database that is gone for a while must not fail it. */
    private static void outlived(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException standstill) {
            LOG.log(Level.SEVERE, "nobody could be looked after in this round", standstill);
        }
    }

    /**
     * Looks after each tenant once, after several at the same time, and comes back when all are done. Each of the workers
     * has a stretch of its own: tenants that are neighbours in an index would wait for each other.
     */
    private void abreast(List<TenantId> tenants, Consumer<TenantId> act) {
        int stretch = Math.max(1, (tenants.size() + ABREAST - 1) / ABREAST);
        var work = new ArrayList<Callable<Void>>();
        for (int from = 0; from < tenants.size(); from += stretch) {
            var own = tenants.subList(from, Math.min(from + stretch, tenants.size()));
            work.add(() -> {
                own.forEach(act);
                return null;
            });
        }
        try {
            for (var done : workers.invokeAll(work)) {
                done.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bad) {
            throw new IllegalStateException("not all tenants could be looked after", bad);
        }
    }

    /** A bill that is there already and would be written again is no accident: the tenant is parked (rule 5.5). */
    private void guarded(TenantId tenant, Runnable act) {
        try {
            Retry.transaction(act);
        } catch (Refusal refusal) {
            LOG.log(Level.WARNING, "tenant {0}: {1}", new Object[] {tenant, refusal.key()});
        } catch (RuntimeException bad) {
            LOG.log(Level.SEVERE, "money of tenant " + tenant + " could not be looked after", bad);
            if (isDuplicate(bad)) {
                periodClose.park(tenant, "something would have been billed twice");
            }
        }
    }

    private static boolean isDuplicate(Throwable bad) {
        for (var cause = bad; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == DUPLICATE) {
                return true;
            }
        }
        return false;
    }
}
