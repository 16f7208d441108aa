package org.tenantry.billing;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.Period;
import org.tenantry.metering.PeriodUse;
import org.tenantry.metering.Periods;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.values.TenantId;

/**
 * Closes a tenant's periods that are over and bills each once (rules 5 and 7.4): its use in arrears, the plan in advance,
 * the allowance of the next. One transaction; locks: subscription, period, invoice, wallet. Run twice or on two nodes, it
 * finds nothing left to do.
 */
@Stateless
public class PeriodClose {
    /** A tenant for which more bills than these are drafted in a day is parked instead (rule 5.5). */
    static final int MOST_BILLS_A_DAY = 60;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Periods periods;

    @Inject
    PeriodUse use;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Allowances allowances;

    @Inject
    BillingAccounts accounts;

    @Inject
    Issuers issuers;

    @Inject
    BillingNotices notices;

    /** Closes and bills what is over, and answers the subscription as it stands then, held; a parked tenant is not billed. */
    public Optional<Subscription> close(TenantId tenant) {
        var subscription = subscriptions.locked(tenant);
        var open = periods.turned(tenant);
        var over = periods.toBill(tenant);
        if (over.isEmpty()) {
            return subscription;
        }
        var account = accounts.of(tenant);
        if (account.isParked()) {
            return subscription;
        }
        if (draftedToday(tenant) + over.size() > MOST_BILLS_A_DAY) {
            park(tenant, "more than " + MOST_BILLS_A_DAY + " invoices in a day");
            return subscription;
        }
        lots.expire(tenant);
        for (var period : over) {
            subscription = bill(period, next(period, over, open), subscription, account);
        }
        return subscription;
    }

    /** Stops billing a tenant and tells the operator: for what must not happen, and happened (rule 5.5). */
    public void park(TenantId tenant, String why) {
        if (accounts.park(tenant, why)) {
            notices.parked(tenant, why);
        }
    }

    /** The period after a closed one: it is among those to bill, or open. */
    private static Period next(Period period, List<Period> over, Period open) {
        return over.stream()
                .filter(other -> other.start().equals(period.end()))
                .findFirst()
                .orElse(open);
    }

    private Optional<Subscription> bill(
            Period period, Period next, Optional<Subscription> old, BillingAccount account) {
        var tenant = period.tenant();
        var currency = ledger.wallet(tenant).free().currency();
        boolean renews = old.isPresent()
                && !old.get().isTrial()
                && old.get().paidFrom().isBefore(period.days().to());
        var kept = renews ? turn(old.get(), next, account) : old;
        InvoiceDraft advance = renews && kept.isPresent() ? advance(kept.get(), next, account) : null;
        var draft = InvoiceDraft.period(currency, use.of(period, currency), advance, "p:" + period.id(), account.tax());
        if (!draft.isEmpty()) {
            new InvoiceWriter(em, clock.instant())
                    .keep(
                            tenant,
                            draft,
                            InvoiceWriter.Occasion.PERIOD,
                            period.id().toString(),
                            old.map(Subscription::id).orElse(null),
                            period,
                            next,
                            period.end().plus(Duration.ofHours(issuers.get().graceHours())));
        }
        if (renews && kept.isPresent()) {
            allowances.carryOver(period, next, old.get().terms());
            allowances.ofPeriod(kept.get(), next);
        }
        periods.billed(period);
        return kept;
    }

    /** What was planned becomes true; a person whose paid credit does not cover the next period keeps no plan. */
    private Optional<Subscription> turn(Subscription old, Period next, BillingAccount account) {
        var kept = subscriptions.turn(old, next.days().from());
        if (kept.isEmpty()) {
            notices.subscriptionEnded(old);
            return kept;
        }
        var now = kept.get();
        if (now.terms().audience() == Terms.Audience.PERSON) {
            var needed = advance(now, next, account).total();
            var free = lots.takeable(now.tenant(), LotKind.PAID);
            if (needed.compareTo(free) > 0) {
                subscriptions.end(now, null, next.days().from());
                notices.renewalFailed(now, needed, free);
                return Optional.empty();
            }
        }
        return kept;
    }

    private static InvoiceDraft advance(Subscription subscription, Period next, BillingAccount account) {
        return InvoiceDraft.advance(
                subscription.terms(),
                subscription.seats(),
                next.days(),
                next.days(),
                subscription.id().toString(),
                account.tax());
    }

    private long draftedToday(TenantId tenant) {
        return number(read(
                        em,
                        "SELECT COUNT(*), 0 FROM invoice WHERE tenant_id = ? AND drafted_at > ?",
                        tenant.value(),
                        clock.instant().minus(Duration.ofDays(1)))
                .get(0)[0]);
    }
}
