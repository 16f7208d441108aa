package org.tenantry.billing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Optional;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.Period;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Terms;
import org.tenantry.values.Money;
import org.tenantry.values.Proration;
import org.tenantry.values.TenantId;

/** Gives out what plans include: allowances that end with their period, and credit lines (rules 4.4 and 6.5). Each once. */
@Stateless
public class Allowances {
    @Inject
    Lots lots;

    /** The whole allowance and the whole credit line of a period. */
    public void ofPeriod(Subscription subscription, Period period) {
        give(
                subscription,
                period,
                subscription.terms().allowance(subscription.seats()),
                period.id().toString());
    }

    /** The share of the first period, by days; the credit line is whole. */
    public void ofFirstPeriod(Subscription subscription, Period period, Proration share) {
        var whole = subscription.terms().allowance(subscription.seats());
        give(subscription, period, share.allowance(whole), period.id() + ":" + subscription.changes());
    }

    /** What an upgrade or more seats add for the days that are left (rule 6.5); what was given stays given. */
    public void ofChange(Subscription before, Subscription after, Period period, Proration share) {
        var ref = period.id() + ":" + after.changes();
        credit(after.tenant(), LotKind.PLAN, added(before, after.terms(), after.seats(), share), period, "plan:" + ref);
        var line = after.terms().creditLine().minus(before.terms().creditLine());
        credit(after.tenant(), LotKind.LINE, line, period, "line:" + ref);
    }

    /** How much allowance a change adds now; never below zero. */
    static Money added(Subscription before, Terms terms, int seats, Proration share) {
        var more = terms.allowance(seats).minus(before.terms().allowance(before.seats()));
        return more.isNegative() ? Money.zero(more.currency()) : share.allowance(more);
    }

    /** What may be tried for nothing, until the trial ends. */
    public void ofTrial(Subscription trial, ZoneId zone) {
        var amount = trial.terms().trialAllowance();
        if (amount.nanos() > 0) {
            var end = trial.trialEndsOn().atStartOfDay(zone).toInstant();
            lots.credit(
                    trial.tenant(),
                    LotKind.PLAN,
                    amount,
                    Optional.of(end),
                    "trial:" + trial.id(),
                    trial.terms().name());
        }
    }

    /** Carries over what was not used of a period's allowance, as far as the plan allows (rule 4.4). */
    public void carryOver(Period period, Period next, Terms terms) {
        if (terms.rolloverCap().nanos() <= 0) {
            return;
        }
        var unused = lots.unused(period.tenant(), LotKind.PLAN, period.end());
        var carried = unused.compareTo(terms.rolloverCap()) > 0 ? terms.rolloverCap() : unused;
        if (carried.nanos() > 0) {
            lots.moveBack(
                    period.tenant(),
                    LotKind.PLAN,
                    carried,
                    Optional.of(next.end()),
                    Account.BREAKAGE,
                    "roll:" + period.id(),
                    terms.name());
        }
    }

    private void give(Subscription subscription, Period period, Money allowance, String ref) {
        credit(subscription.tenant(), LotKind.PLAN, allowance, period, "plan:" + ref);
        credit(subscription.tenant(), LotKind.LINE, subscription.terms().creditLine(), period, "line:" + ref);
    }

    private void credit(TenantId tenant, LotKind kind, Money amount, Period period, String ref) {
        if (amount.nanos() > 0) {
            lots.credit(tenant, kind, amount, Optional.of(period.end()), ref, "");
        }
    }
}
