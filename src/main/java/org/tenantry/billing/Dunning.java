package org.tenantry.billing;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.tenantry.audit.AuditLog;
import org.tenantry.billing.BillingAccount.DunningState;
import org.tenantry.ledger.Ledger;
import org.tenantry.metering.Periods;
import org.tenantry.plans.Subscriptions;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/**
 * Reminds of invoices that are overdue, and in the end suspends (rules 9.3 and 9.4). Two clocks: reminders by the days since
 * the oldest was due, and states that move one step a day at most. An exempt or parked tenant is left alone.
 */
@Stateless
public class Dunning {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Invoices invoices;

    @Inject
    BillingAccounts accounts;

    @Inject
    Issuers issuers;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Periods periods;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    BillingNotices notices;

    @Inject
    AuditLog audit;

    /** Tenants whose money may be overdue where they are. */
    public List<TenantId> toLookAt() {
        return read(
                        em,
                        "SELECT tenant_id, MIN(due_on) FROM invoice WHERE state IN ('FINALISED', 'OVERDUE') AND due_on <= ?"
                                + " GROUP BY tenant_id ORDER BY 2",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .stream()
                .map(row -> new TenantId(uuid(row[0])))
                .toList();
    }

    /** Looks at one tenant: marks what is overdue, reminds, and moves the state by a step if its day has come. */
    public void run(TenantId tenant) {
        var subscription = subscriptions.locked(tenant);
        var today = periods.open(tenant).day(clock.instant());
        invoices.markOverdue(tenant, today);
        var account = accounts.of(tenant);
        var debt = oldest(tenant, today);
        if (debt.isEmpty() || account.dunningExempt() || account.isParked()) {
            return;
        }
        var when = issuers.get().dunning();
        remind(tenant, debt.get(), when);
        if (account.dunning().compareTo(DunningState.SUSPENDED) >= 0) {
            tenants.suspendForBill(tenant);
        }
        var to = step(account.dunning(), debt.get().days(), when);
        if (to == account.dunning() || !accounts.moveDunning(tenant, to, today)) {
            return;
        }
        switch (to) {
            case WARNED -> notices.warning(tenant, debt.get(), dayOf(debt.get(), when.suspendOn()));
            case SUSPENDED -> {
                tenants.suspendForBill(tenant);
                notices.suspended(tenant, debt.get(), dayOf(debt.get(), when.endOn()));
            }
            case ENDED -> {
                subscription.ifPresent(now -> subscriptions.end(now, null, today));
                notices.ended(tenant, debt.get());
            }
            default -> {}
        }
        audit.record(
                null,
                tenant,
                "dunning." + to.name().toLowerCase(java.util.Locale.ROOT),
                debt.get().number(),
                "");
    }

    /** An operator does not wait for the clock: looks at one tenant now. */
    public void run(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        run(tenant);
        audit.record(operator.person(), tenant, "dunning.run", tenant.toString(), "");
    }

    /** Leaves a tenant alone from now on, which lifts a suspension for a bill, or duns it again from the first step. */
    public void exempt(Caller operator, TenantId tenant, boolean exempt) {
        var account = accounts.of(operator, tenant);
        accounts.terms(operator, tenant, account.tax().name(), account.tax().rateBp(), exempt);
        if (exempt) {
            notices.lifted(tenant, accounts.lift(tenant), Ids.next());
        }
    }

    /** The state after {@code now}, if its day has come; one step at a time. */
    static DunningState step(DunningState now, int days, Issuer.Dunning when) {
        return next(now, when).filter(step -> days >= step.day()).map(Step::to).orElse(now);
    }

    /** A step that comes when the oldest invoice is this many days overdue. */
    record Step(DunningState to, int day) {}

    /** The step after a state; none after the last. */
    static Optional<Step> next(DunningState now, Issuer.Dunning when) {
        int first = when.remindOn().stream().mapToInt(Integer::intValue).min().orElse(when.warnOn());
        return switch (now) {
            case NONE -> Optional.of(new Step(DunningState.REMINDED, Math.min(first, when.warnOn())));
            case REMINDED -> Optional.of(new Step(DunningState.WARNED, when.warnOn()));
            case WARNED -> Optional.of(new Step(DunningState.SUSPENDED, when.suspendOn()));
            case SUSPENDED -> Optional.of(new Step(DunningState.ENDED, when.endOn()));
            case ENDED -> Optional.empty();
        };
    }

    /** Sends the newest reminder whose day has come; those that a standstill left out are not sent afterwards. */
    private void remind(TenantId tenant, BillingNotices.Debt debt, Issuer.Dunning when) {
        when.remindOn().stream()
                .filter(mark -> mark <= debt.days())
                .max(Integer::compare)
                .ifPresent(mark -> notices.reminder(tenant, debt, mark, dayOf(debt, when.suspendOn())));
    }

    private Optional<BillingNotices.Debt> oldest(TenantId tenant, LocalDate today) {
        var currency = ledger.wallet(tenant).free().currency();
        return read(
                        em,
                        "SELECT id, number, total_n - paid_n - credited_n, due_on FROM invoice WHERE tenant_id = ?"
                                + " AND state = 'OVERDUE' ORDER BY due_on, number LIMIT 1",
                        tenant.value())
                .stream()
                .findFirst()
                .map(row -> new BillingNotices.Debt(
                        uuid(row[0]), row[1].toString(), new Money(number(row[2]), currency), day(row[3]), (int)
                                ChronoUnit.DAYS.between(day(row[3]), today)));
    }

    private static LocalDate dayOf(BillingNotices.Debt debt, int days) {
        return debt.dueOn().plusDays(days);
    }
}
