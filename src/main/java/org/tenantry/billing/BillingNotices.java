package org.tenantry.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.notices.Outbox;
import org.tenantry.notices.Recipient;
import org.tenantry.plans.Subscription;
import org.tenantry.tenancy.Recipients;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Tells a tenant's admins, and the address for its bills, what happened to their money: each thing once. */
@Dependent
public class BillingNotices {
    @Inject
    Clock clock;

    @Inject
    Outbox outbox;

    @Inject
    Tenants tenants;

    @Inject
    Recipients recipients;

    @Inject
    BillingAccounts accounts;

    void finalised(Invoices.Standing invoice) {
        if (!invoice.total().isZero()) {
            put(
                    invoice.tenant(),
                    "finalised:" + invoice.id(),
                    "invoice.finalised",
                    invoice.number(),
                    invoice.total(),
                    invoice.dueOn());
        }
    }

    void paid(Invoices.Standing invoice) {
        put(invoice.tenant(), "paid:" + invoice.id(), "invoice.paid", invoice.number(), invoice.total());
    }

    void reminder(TenantId tenant, Debt debt, int mark, LocalDate suspendOn) {
        put(
                tenant,
                "remind:" + debt.invoice() + ":" + mark,
                "invoice.reminder",
                debt.number(),
                debt.due(),
                debt.dueOn(),
                debt.days(),
                suspendOn);
    }

    void warning(TenantId tenant, Debt debt, LocalDate suspendOn) {
        put(tenant, "warn:" + debt.invoice(), "invoice.warning", debt.number(), debt.due(), debt.dueOn(), suspendOn);
    }

    void suspended(TenantId tenant, Debt debt, LocalDate endOn) {
        put(tenant, "suspend:" + debt.invoice(), "invoice.suspended", debt.number(), debt.due(), endOn);
    }

    void ended(TenantId tenant, Debt debt) {
        put(tenant, "end:" + debt.invoice(), "invoice.ended", debt.number(), debt.due());
    }

    void lifted(TenantId tenant, boolean wasSuspended, UUID cause) {
        if (wasSuspended) {
            put(tenant, "lifted:" + cause, "service.lifted");
        }
    }

    void subscriptionStarted(Subscription now) {
        put(
                now.tenant(),
                "started:" + now.id() + ":" + now.changes(),
                "subscription.started",
                now.terms().name(),
                now.seats());
    }

    void subscriptionChanged(Subscription now) {
        put(
                now.tenant(),
                "changed:" + now.id() + ":" + now.changes(),
                "subscription.changed",
                now.terms().name(),
                now.seats());
    }

    void subscriptionEnded(Subscription old) {
        put(old.tenant(), "over:" + old.id(), "subscription.ended", old.terms().name());
    }

    void renewalFailed(Subscription old, Money needed, Money free) {
        put(old.tenant(), "renewal:" + old.id(), "renewal.failed", old.terms().name(), needed, free);
    }

    void trialEnding(Subscription trial, Money firstCharge) {
        put(
                trial.tenant(),
                "trialEnding:" + trial.id(),
                "trial.ending",
                trial.terms().name(),
                trial.trialEndsOn(),
                firstCharge);
    }

    void trialEnded(Subscription trial) {
        put(
                trial.tenant(),
                "trialEnded:" + trial.id(),
                "trial.ended",
                trial.terms().name());
    }

    void mark(TenantId tenant, UUID period, int percent, Money used, Money allowance) {
        put(tenant, "mark:" + period + ":" + percent, "allowance.mark", percent, used, allowance);
    }

    void parked(TenantId tenant, String why) {
        outbox.put(
                AuditLog.OPERATOR,
                "parked:" + tenant + ":" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                "tenant.parked",
                recipients.operators(),
                tenants.name(tenant),
                why);
    }

    /** An overdue invoice as its reminder tells it. */
    record Debt(UUID invoice, String number, Money due, LocalDate dueOn, int days) {}

    private void put(TenantId tenant, String once, String kind, Object... arguments) {
        var all = new ArrayList<Object>(List.of(arguments));
        all.add(tenants.name(tenant));
        outbox.put(tenant, once, kind, recipients(tenant), all.toArray());
    }

    private List<Recipient> recipients(TenantId tenant) {
        var admins = new ArrayList<>(recipients.admins(tenant));
        var address = accounts.of(tenant).party().email();
        if (!address.isEmpty()
                && admins.stream().noneMatch(admin -> admin.email().equalsIgnoreCase(address))) {
            admins.add(recipients.reader(tenant, address));
        }
        return admins;
    }
}
