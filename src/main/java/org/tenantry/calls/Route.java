package org.tenantry.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.tenantry.values.ModelId;

/**
 * Which models may answer a question, the chosen one first and then those to try in turn while nothing was said; why; and
 * the rule that decided, if one did. {@code labels} are what people call the candidates. {@code strongest} is the strongest
 * that could have answered, with the price it had: what a saving is measured against.
 */
public record Route(
        Asked asked,
        List<ModelId> candidates,
        List<String> labels,
        Optional<RoutingRule> rule,
        Reason reason,
        Optional<Yardstick> strongest) {
    /** Why the first candidate was chosen. */
    public enum Reason {
        /** It was asked for by its own name: nothing was decided. */
        ASKED,
        /** It was asked for by another name. */
        ALIAS,
        /** A rule said so. */
        RULE,
        /** No rule applied, and it is the cheapest that can. */
        CHEAPEST,
        /** The member asked for the strongest. */
        STRONGER
    }

    /** A model and the version of its price. */
    public record Yardstick(ModelId model, UUID priceVersion) {}

    /** The way to a model that was asked for by its own name. */
    public static Route to(ModelId model) {
        return new Route(
                Asked.model(model), List.of(model), List.of(""), Optional.empty(), Reason.ASKED, Optional.empty());
    }

    /** The same among these models alone; empty when none of them is left. */
    public Optional<Route> among(Predicate<ModelId> allowed) {
        var left = new ArrayList<ModelId>();
        var names = new ArrayList<String>();
        for (int i = 0; i < candidates.size(); i++) {
            if (allowed.test(candidates.get(i))) {
                left.add(candidates.get(i));
                names.add(labels.get(i));
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(new Route(asked, left, names, rule, reason, strongest));
    }

    /** The chosen model. */
    public ModelId model() {
        return candidates.get(0);
    }

    boolean isDecided() {
        return reason != Reason.ASKED;
    }
}
