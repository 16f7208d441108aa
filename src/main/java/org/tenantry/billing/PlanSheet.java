package org.tenantry.billing;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;

/**
 * What an admin sees of the tenant's plan. {@code present} is null without a plan, {@code renewal} (the bill of the next
 * turn, without what is used on credit) where nothing renews; {@code period} is the trial while one runs. {@code allowance}
 * is what was given for now, {@code allowanceLeft} what is left of it. Days are the tenant's own.
 */
public record PlanSheet(
        Subscription present,
        LocalDate today,
        DaySpan period,
        Money allowance,
        Money allowanceLeft,
        InvoiceDraft renewal,
        int seatsTaken,
        boolean trialPossible,
        boolean overdue,
        List<Subscriptions.Event> history)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public boolean hasPlan() {
        return present != null;
    }

    public boolean isTrial() {
        return present != null && present.isTrial();
    }

    /** How much of the allowance is used, in whole percent, rounded down. */
    public int usedPercent() {
        if (allowance.isZero()) {
            return 0;
        }
        return (int) (allowance.minus(allowanceLeft).nanos() / Math.max(1, allowance.nanos() / 100));
    }

    public Money allowanceUsed() {
        return allowance.minus(allowanceLeft);
    }

    /** Whether the plan is one for a person alone. */
    public boolean isPersonal() {
        return present != null && present.terms().audience() == Terms.Audience.PERSON;
    }
}
