package org.tenantry.plans;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.tenantry.values.DaySpan;
import org.tenantry.values.TenantId;

/**
 * What a tenant has bought. A TRIAL becomes ACTIVE on its last day's end or at once by choice; both become ENDED. What
 * is planned ({@code nextTerms}, {@code nextSeats}, {@code ending}) takes effect when the period turns and can be
 * withdrawn until then (rule 6.4). Days are the tenant's own.
 */
public record Subscription(
        UUID id,
        TenantId tenant,
        State state,
        Terms terms,
        int seats,
        Cycle cycle,
        LocalDate anchorOn,
        LocalDate startedOn,
        LocalDate trialEndsOn,
        Terms nextTerms,
        Integer nextSeats,
        boolean ending,
        int changes)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where a subscription is in its life. */
    public enum State {
        TRIAL,
        ACTIVE,
        ENDED
    }

    public boolean isTrial() {
        return state == State.TRIAL;
    }

    /** The first day that is paid for: its first, or the one after a trial. */
    public LocalDate paidFrom() {
        return trialEndsOn == null ? startedOn : trialEndsOn;
    }

    /** The first day that is no longer free, while it is tried. */
    public Optional<LocalDate> trialEnd() {
        return isTrial() ? Optional.of(trialEndsOn) : Optional.empty();
    }

    public Optional<Terms> planned() {
        return Optional.ofNullable(nextTerms);
    }

    public OptionalInt plannedSeats() {
        return nextSeats == null ? OptionalInt.empty() : OptionalInt.of(nextSeats);
    }

    public boolean hasPlans() {
        return ending || nextTerms != null || nextSeats != null;
    }

    /** The period of its rhythm in which this day lies. */
    public DaySpan periodAt(LocalDate day) {
        return cycle.at(anchorOn, day);
    }

    /** The terms and seats that hold from the next period on. */
    public Terms termsNext() {
        return nextTerms == null ? terms : nextTerms;
    }

    public int seatsNext() {
        return nextSeats == null ? seats : nextSeats;
    }
}
