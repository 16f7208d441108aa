package org.tenantry.calls;

import java.util.List;
import java.util.Optional;
import org.tenantry.values.Money;

/**
 * How the model of a call was chosen, as its payer sees it: names as they were then. {@code rule} is empty where none
 * decided; {@code saved} is known when the call is paid.
 */
public record Routed(
        String asked,
        Route.Reason reason,
        String rule,
        String model,
        List<String> candidates,
        boolean strongest,
        Optional<Money> saved) {}
