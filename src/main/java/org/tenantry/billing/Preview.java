package org.tenantry.billing;

import java.io.Serializable;
import java.time.LocalDate;
import org.tenantry.plans.Terms;
import org.tenantry.values.Money;

/**
 * What a change of plan or seats does, before it is done: {@code now} is the very bill that is written if it is chosen,
 * {@code later} what each whole period asks from then on. {@code effectiveOn} is the first day on which it holds;
 * {@code allowance} what is added to the wallet now. {@code trialEndsOn} is null where nothing is tried.
 */
public record Preview(
        Act act,
        Terms terms,
        int seats,
        LocalDate effectiveOn,
        InvoiceDraft now,
        Money allowance,
        InvoiceDraft later,
        LocalDate trialEndsOn)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the change is. */
    public enum Act {
        /** A first subscription, free until a day. */
        TRIAL,
        /** A subscription that is paid from now on. */
        START,
        /** The trial goes on with another plan or more seats. */
        TRIAL_CHANGE,
        /** The trial ends now and is paid from now on. */
        CONVERT,
        /** A dearer plan now (rule 6.3). */
        UPGRADE,
        /** More seats now (rule 6.6). */
        MORE_SEATS,
        /** Another plan from the next period on (rule 6.4). */
        DOWNGRADE,
        /** Fewer seats from the next period on. */
        FEWER_SEATS,
        /** What was planned is not wanted any more. */
        WITHDRAW;

        /** Whether it takes effect now, with a bill if it costs something. */
        public boolean isNow() {
            return this != DOWNGRADE && this != FEWER_SEATS;
        }
    }
}
