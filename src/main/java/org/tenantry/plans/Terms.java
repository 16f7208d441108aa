package org.tenantry.plans;

import java.io.Serializable;
import java.util.Currency;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;

/**
 * What one version of a plan sells for one period: never edited once it was on sale, so a subscription keeps the terms
 * it was sold (rule 6.1). {@code mostSeats}, {@code requestsPerMinute} and {@code streams} are 0 where there is no limit;
 * {@code models} and {@code plugins} count only when {@code everyModel} and {@code everyPlugin} are false.
 */
public record Terms(
        UUID version,
        UUID plan,
        int number,
        String name,
        String summary,
        Audience audience,
        Money baseFee,
        Money seatFee,
        int includedSeats,
        int mostSeats,
        Money allowance,
        AllowanceScope allowanceScope,
        Money rolloverCap,
        Cycle cycle,
        int trialDays,
        Money trialAllowance,
        Money creditLine,
        int requestsPerMinute,
        int streams,
        boolean everyModel,
        Set<UUID> models,
        boolean everyPlugin,
        Set<String> plugins)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No tenant has more seats than these, whatever its plan says: what they cost together stays an amount. */
    public static final int MOST_SEATS = 10_000;

    /** Who a plan is for: a company, or a person alone. */
    public enum Audience {
        COMPANY,
        PERSON
    }

    /** Whether the allowance is one for the tenant, or one for each seat, pooled (rule 4.4). */
    public enum AllowanceScope {
        TENANT,
        SEAT
    }

    public Currency currency() {
        return baseFee.currency();
    }

    public boolean includes(ModelId model) {
        return everyModel || models.contains(model.value());
    }

    /** Seats beyond the included ones: what the seat fee is asked for. */
    public int chargedSeats(int seats) {
        return Math.max(0, seats - includedSeats);
    }

    /** The fee of all charged seats for a whole period. */
    public Money seatFees(int seats) {
        return new Money(Math.multiplyExact(seatFee.nanos(), chargedSeats(seats)), currency());
    }

    /** The allowance of a whole period with this many seats. */
    public Money allowance(int seats) {
        return allowanceScope == AllowanceScope.TENANT
                ? allowance
                : new Money(Math.multiplyExact(allowance.nanos(), seats), currency());
    }

    /** Whether more seats than these may be bought, and how many at most. */
    public OptionalInt seatLimit() {
        return mostSeats == 0 ? OptionalInt.empty() : OptionalInt.of(mostSeats);
    }
}
