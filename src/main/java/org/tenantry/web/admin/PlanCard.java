package org.tenantry.web.admin;

import java.io.Serializable;
import java.util.List;
import org.tenantry.plans.Terms;
import org.tenantry.values.Money;

/**
 * A plan as it is offered. {@code tokens} is what the allowance roughly pays for, half of it read and half of it written,
 * of {@code model}, the cheapest that the plan includes; 0 where that cannot be said. {@code models} are a few labels,
 * {@code moreModels} how many more there are.
 */
public record PlanCard(Terms terms, boolean present, long tokens, String model, List<String> models, int moreModels)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How many labels stand on a card. */
    static final int LABELS = 6;

    public boolean isPersonal() {
        return terms.audience() == Terms.Audience.PERSON;
    }

    public boolean isPerSeat() {
        return terms.allowanceScope() == Terms.AllowanceScope.SEAT;
    }

    /** Whether there is anything to say about seats. */
    public boolean isSeated() {
        return !isPersonal();
    }

    public String modelNames() {
        return String.join(", ", models);
    }

    public Money allowance() {
        return terms.allowance();
    }
}
