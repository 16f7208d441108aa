package org.tenantry.metering;

import java.time.Instant;
import java.util.Locale;
import org.tenantry.values.Refusal;

/**
 * A hard limit is reached (rule 3.8): says whose, how much of it is used and set aside, when it starts anew, and that an
 * admin can raise it. {@code limit} and {@code used} are Money or a number of tokens; {@code keyName} is empty but for
 * the limit of an API key.
 */
public class BudgetReached extends Refusal {
    private static final long serialVersionUID = 1L;

    public BudgetReached(Budget.Of of, String keyName, Budget.Span span, Object limit, Object used, Instant anew) {
        super(
                429,
                "metering.refusal.budget." + of.name().toLowerCase(Locale.ROOT) + "."
                        + (limit instanceof Long ? "tokens" : "money"),
                span,
                limit,
                used,
                anew,
                keyName);
    }
}
