package org.tenantry.billing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import org.tenantry.ledger.Statements;
import org.tenantry.metering.Periods;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.DaySpan;

/** Puts together what an admin sees of the tenant's plan; changes nothing. */
@Stateless
public class PlanSheets {
    private static final int EVENTS = 20;

    @Inject
    Clock clock;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Periods periods;

    @Inject
    Statements statements;

    @Inject
    Invoices invoices;

    @Inject
    BillingAccounts accounts;

    @Inject
    Tenants tenants;

    public PlanSheet of(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var open = periods.open(tenant);
        var today = open.day(clock.instant());
        var present = subscriptions.of(tenant).orElse(null);
        var allowance = statements.allowance(admin, clock.instant());
        return new PlanSheet(
                present,
                today,
                present == null ? open.days() : span(present, today),
                allowance.granted(),
                allowance.remaining(),
                present == null || present.ending()
                        ? null
                        : renewal(present, today, accounts.of(tenant).tax()),
                tenants.seatsTaken(tenant),
                !subscriptions.hadOne(tenant),
                invoices.hasOverdue(tenant),
                subscriptions.history(admin).stream().limit(EVENTS).toList());
    }

    /** Whether the tenant is a person alone: one member, and the plan it has or had last is one for a person. */
    public boolean isPersonal(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        return subscriptions
                .audience(tenant)
                .filter(audience -> audience == Terms.Audience.PERSON && tenants.seatsTaken(tenant) == 1)
                .isPresent();
    }

    private static DaySpan span(Subscription present, LocalDate today) {
        return present.isTrial() && present.startedOn().isBefore(present.trialEndsOn())
                ? new DaySpan(present.startedOn(), present.trialEndsOn())
                : present.periodAt(today);
    }

    /** What the trial's end or the next period asks in advance, with what is planned for it. */
    private static InvoiceDraft renewal(Subscription present, LocalDate today, Tax tax) {
        if (present.isTrial()) {
            var start = present.trialEndsOn();
            var first = present.cycle().at(start, start);
            return InvoiceDraft.advance(present.terms(), present.seats(), first.since(start), first, "", tax);
        }
        var next = present.periodAt(present.periodAt(today).to());
        return InvoiceDraft.advance(present.termsNext(), present.seatsNext(), next, next, "", tax);
    }
}
