package org.tenantry.billing;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.Period;
import org.tenantry.metering.Periods;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.Proration;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/**
 * Lets a tenant's admin choose a plan and seats, change and cancel them: first the preview, then the same bill (rule 6.7).
 * A period that is over is billed before anything changes. Nothing changes while an invoice is overdue (rule 6.4).
 */
@Stateless
public class PlanChanges {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Periods periods;

    @Inject
    PeriodClose periodClose;

    @Inject
    Invoices invoices;

    @Inject
    Allowances allowances;

    @Inject
    BillingAccounts accounts;

    @Inject
    BillingNotices notices;

    @Inject
    AuditLog audit;

    /** What choosing this version with so many seats would do and cost, today; changes nothing. */
    public Preview preview(Caller admin, UUID version, int seats) {
        return preview(admin.require(Role.ADMIN).tenant(), version, seats);
    }

    /** The same for the operator. */
    public Preview preview(Caller operator, TenantId tenant, UUID version, int seats) {
        operator.require(Role.OPERATOR);
        return preview(tenant, version, seats);
    }

    private Preview preview(TenantId tenant, UUID version, int seats) {
        allowed(tenant);
        var present = subscriptions.of(tenant);
        return choice(tenant, present, periods.open(tenant)).choose(wanted(tenant, present, version), seats);
    }

    /** What ending the trial now would cost. */
    public Preview previewConversion(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        return choice(tenant, subscriptions.of(tenant), periods.open(tenant)).convert();
    }

    /**
     * Does it, if it still costs what the preview said; otherwise the reader is told to look again. The bill is finalised at
     * once. A person on a personal plan pays it from paid credit, or is told how much to top up.
     */
    public Preview choose(Caller admin, UUID version, int seats, Money expected) {
        var tenant = admin.require(Role.ADMIN).tenant();
        return choose(tenant, admin.person(), version, seats, Optional.ofNullable(expected));
    }

    /** The operator does it for a tenant, as agreed with it. */
    public Preview choose(Caller operator, TenantId tenant, UUID version, int seats) {
        operator.require(Role.OPERATOR);
        return choose(tenant, operator.person(), version, seats, Optional.empty());
    }

    /** Ends the trial and pays from today on. */
    public Preview convert(Caller admin, Money expected) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var present = begin(tenant);
        var preview = choice(tenant, present, periods.open(tenant)).convert();
        asSeen(preview, Optional.ofNullable(expected));
        convert(present.orElseThrow(), admin.person(), preview);
        audit(admin.person(), tenant, preview);
        return preview;
    }

    /** Whatever was planned for the next period is not wanted any more. */
    public void withdraw(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var present = begin(tenant)
                .filter(Subscription::hasPlans)
                .orElseThrow(() -> new InvalidInput("billing.refusal.nothingPlanned"));
        subscriptions.withdraw(present, admin.person(), today(tenant));
        audit.record(
                admin.person(), tenant, "subscription.withdraw", present.terms().name(), "");
    }

    /** The plan ends with the period; a trial ends at once. */
    public void cancel(Caller admin) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var present = periodClose.close(tenant).orElseThrow(() -> new InvalidInput("billing.refusal.noPlan"));
        if (present.isTrial()) {
            subscriptions.end(present, admin.person(), today(tenant));
            notices.subscriptionEnded(present);
        } else {
            subscriptions.planEnd(present, admin.person(), today(tenant));
        }
        audit.record(
                admin.person(),
                tenant,
                "subscription.cancel",
                present.terms().name(),
                present.state().name());
    }

    /** Trials that are over by some tenant's day, to be looked at one by one. */
    public List<TenantId> trialsToLookAt() {
        return subscriptions.trialsOverBy(
                LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC).plusDays(4));
    }

    /** Tells that a trial ends soon, and ends it on its day: it is paid from then on, or over if a person cannot pay. */
    public void endTrial(TenantId tenant) {
        var present = periodClose.close(tenant).filter(Subscription::isTrial);
        if (present.isEmpty()) {
            return;
        }
        var trial = present.get();
        var day = today(tenant);
        if (day.isBefore(trial.trialEndsOn())) {
            if (!day.isBefore(trial.trialEndsOn().minusDays(3))) {
                var first = choice(tenant, present, periods.open(tenant))
                        .convert()
                        .now()
                        .total();
                notices.trialEnding(trial, first);
            }
            return;
        }
        var preview = choice(tenant, present, periods.open(tenant)).convert();
        boolean person = trial.terms().audience() == Terms.Audience.PERSON;
        if (trial.ending() || (person && preview.now().total().compareTo(lots.takeable(tenant, LotKind.PAID)) > 0)) {
            subscriptions.end(trial, null, day);
            notices.trialEnded(trial);
            return;
        }
        convert(trial, null, preview);
    }

    private Preview choose(TenantId tenant, PersonId by, UUID version, int seats, Optional<Money> expected) {
        var present = begin(tenant);
        var period = periods.open(tenant);
        var preview = choice(tenant, present, period).choose(wanted(tenant, present, version), seats);
        asSeen(preview, expected);
        if (present.isEmpty()) {
            start(tenant, by, preview);
        } else {
            change(present.get(), by, preview);
        }
        audit(by, tenant, preview);
        return preview;
    }

    private void start(TenantId tenant, PersonId by, Preview preview) {
        var terms = preview.terms();
        var day = preview.effectiveOn();
        var trialEnd = Optional.ofNullable(preview.trialEndsOn());
        var fresh = subscriptions.start(tenant, by, terms, preview.seats(), day, trialEnd);
        if (trialEnd.isPresent()) {
            allowances.ofTrial(fresh, periods.open(tenant).zone());
        } else {
            paidFromNow(fresh, preview, InvoiceWriter.Occasion.START);
        }
        notices.subscriptionStarted(fresh);
    }

    private void convert(Subscription trial, PersonId by, Preview preview) {
        var paying = subscriptions.convert(trial, by, preview.effectiveOn());
        paidFromNow(paying, preview, InvoiceWriter.Occasion.START);
        notices.subscriptionStarted(paying);
    }

    private void paidFromNow(Subscription subscription, Preview preview, InvoiceWriter.Occasion occasion) {
        var period = periods.follow(subscription.tenant(), subscription.cycle(), subscription.anchorOn());
        allowances.ofFirstPeriod(
                subscription,
                period,
                Proration.since(preview.effectiveOn(), subscription.periodAt(preview.effectiveOn())));
        bill(subscription, preview, occasion, period, subscription.id().toString());
    }

    private void change(Subscription old, PersonId by, Preview preview) {
        var day = today(old.tenant());
        switch (preview.act()) {
            case TRIAL_CHANGE -> subscriptions.upgrade(old, by, preview.terms(), preview.seats(), day);
            case DOWNGRADE -> subscriptions.planVersion(old, by, preview.terms(), preview.seats(), day);
            case FEWER_SEATS -> subscriptions.planSeats(old, by, preview.seats(), day);
            case WITHDRAW -> subscriptions.withdraw(old, by, day);
            default -> changeNow(old, by, preview, day);
        }
    }

    private void changeNow(Subscription old, PersonId by, Preview preview, LocalDate day) {
        var changed = preview.act() == Preview.Act.MORE_SEATS
                ? subscriptions.addSeats(old, by, preview.seats(), day)
                : subscriptions.upgrade(old, by, preview.terms(), preview.seats(), day);
        var period = periods.open(old.tenant());
        allowances.ofChange(old, changed, period, Proration.since(day, old.periodAt(day)));
        bill(changed, preview, InvoiceWriter.Occasion.CHANGE, period, changed.id() + ":" + changed.changes());
        notices.subscriptionChanged(changed);
    }

    private void bill(
            Subscription subscription, Preview preview, InvoiceWriter.Occasion occasion, Period period, String ref) {
        if (preview.now().isEmpty()) {
            return;
        }
        var tenant = subscription.tenant();
        if (subscription.terms().audience() == Terms.Audience.PERSON) {
            var free = lots.takeable(tenant, LotKind.PAID);
            if (preview.now().total().compareTo(free) > 0) {
                throw new Refusal(
                        409, "billing.refusal.topUpFirst", preview.now().total(), free);
            }
        }
        var invoice = new InvoiceWriter(em, clock.instant())
                .keep(
                        tenant,
                        preview.now().withItems(ref),
                        occasion,
                        ref,
                        subscription.id(),
                        period,
                        period,
                        clock.instant());
        invoices.finalise(tenant, invoice);
    }

    /** Bills what is over, then looks whether anything may change at all. */
    private Optional<Subscription> begin(TenantId tenant) {
        var present = periodClose.close(tenant);
        invoices.markOverdue(tenant, today(tenant));
        allowed(tenant);
        return present;
    }

    private void allowed(TenantId tenant) {
        if (invoices.hasOverdue(tenant)) {
            throw new Refusal(409, "billing.refusal.overdue");
        }
        if (accounts.of(tenant).isParked() || ledger.wallet(tenant).parked()) {
            throw new Refusal(409, "billing.refusal.parked");
        }
        if (!tenants.isActive(tenant)) {
            throw new Refusal(403, "billing.refusal.suspended");
        }
    }

    private Terms wanted(TenantId tenant, Optional<Subscription> present, UUID version) {
        var terms = present.map(Subscription::terms)
                .filter(now -> now.version().equals(version))
                .or(() -> subscriptions.onSale(version))
                .orElseThrow(() -> new Refusal(409, "billing.refusal.notOnSale"));
        var currency = ledger.wallet(tenant).free().currency();
        if (!terms.currency().equals(currency)) {
            throw new InvalidInput(
                    "ledger.refusal.currency",
                    currency.getCurrencyCode(),
                    terms.currency().getCurrencyCode());
        }
        return terms;
    }

    private PlanChoice choice(TenantId tenant, Optional<Subscription> present, Period period) {
        return new PlanChoice(
                present,
                today(tenant),
                tenants.seatsTaken(tenant),
                billed(tenant, present, period, "'BASE', 'BASE_CREDIT'"),
                billed(tenant, present, period, "'SEATS', 'SEATS_CREDIT'"),
                subscriptions.hadOne(tenant),
                accounts.of(tenant).tax());
    }

    /** What was billed of these kinds for the present period of the subscription, less what was credited. */
    private Money billed(TenantId tenant, Optional<Subscription> present, Period period, String kinds) {
        var currency = ledger.wallet(tenant).free().currency();
        if (present.isEmpty()) {
            return Money.zero(currency);
        }
        return new Money(
                number(read(
                                em,
                                "SELECT COALESCE(SUM(l.amount_n - COALESCE((SELECT SUM(c.amount_n) FROM credit_note_line c"
                                        + " WHERE c.tenant_id = l.tenant_id AND c.invoice_id = l.invoice_id"
                                        + " AND c.line = l.line), 0)), 0), COUNT(*) FROM invoice_line l"
                                        + " JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id"
                                        + " WHERE l.tenant_id = ? AND l.period_id = ? AND i.subscription_id = ?"
                                        + " AND i.state <> 'VOID' AND l.kind IN (" + kinds + ")",
                                tenant.value(),
                                period.id(),
                                present.get().id())
                        .get(0)[0]),
                currency);
    }

    private LocalDate today(TenantId tenant) {
        Instant now = clock.instant();
        return periods.open(tenant).day(now);
    }

    private void asSeen(Preview preview, Optional<Money> expected) {
        if (expected.isPresent() && !expected.get().equals(preview.now().total())) {
            throw new Refusal(
                    409, "billing.refusal.costsOtherwise", preview.now().total());
        }
    }

    private void audit(PersonId by, TenantId tenant, Preview preview) {
        audit.record(
                by,
                tenant,
                "subscription." + preview.act().name().toLowerCase(java.util.Locale.ROOT),
                preview.terms().name() + " v" + preview.terms().number(),
                preview.seats() + " seats, " + preview.now().total() + " now");
    }
}
