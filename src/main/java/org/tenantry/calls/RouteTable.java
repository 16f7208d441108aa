package org.tenantry.calls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tenantry.values.ModelId;

/**
 * How the questions of one tenant find their models: its own rules before the operator's, each in order; what aliases
 * name, the tenant's before the operator's; the models that its admin does not want; and what is chosen at first.
 */
public record RouteTable(
        List<RoutingRule> rules, Map<String, ModelId> aliases, Set<ModelId> refused, Optional<Asked> first) {
    public static final RouteTable EMPTY = new RouteTable(List.of(), Map.of(), Set.of(), Optional.empty());

    /** Whether the state of budgets can matter. */
    boolean asksBudget() {
        return rules.stream()
                .anyMatch(rule -> rule.enabled() && rule.conditions().asksBudget());
    }

    /** The model that a target names; empty where it names none or an alias that is gone. */
    Optional<ModelId> named(Target target) {
        return switch (target.aim()) {
            case MODEL -> Optional.of(target.model());
            case ALIAS -> Optional.ofNullable(aliases.get(target.alias()));
            case CHEAPEST, STRONGEST -> Optional.empty();
        };
    }
}
