package org.tenantry.boot;

import java.util.List;
import java.util.Optional;
import org.tenantry.calls.Conditions;
import org.tenantry.calls.ConditionsText;
import org.tenantry.calls.Target;

/** How models are chosen, as a provisioning file says it for all tenants: what is chosen at first, other names, rules. */
record RoutingPart(String pointer, Optional<String> first, List<AliasPart> aliases, List<RulePart> rules) {
    record AliasPart(String pointer, String name, String model) {}

    /** {@code model} is the name of the model that the rule leads to, if it leads to one. */
    record RulePart(
            String pointer,
            String name,
            Optional<Conditions> when,
            Target.Aim aim,
            Optional<String> model,
            Optional<String> alias,
            Optional<Boolean> on) {}

    static RoutingPart read(Place at) {
        at.only("first", "aliases", "rules");
        return new RoutingPart(
                at.pointer(),
                at.has("first") ? Optional.of(at.text("first")) : Optional.empty(),
                at.list("aliases").stream().map(RoutingPart::alias).toList(),
                at.list("rules").stream().map(RoutingPart::rule).toList());
    }

    private static AliasPart alias(Place at) {
        at.only("name", "model");
        return new AliasPart(at.pointer(), at.text("name"), at.text("model"));
    }

    private static RulePart rule(Place at) {
        at.only("name", "when", "to", "model", "alias", "on");
        var model = at.has("model") ? Optional.of(at.text("model")) : Optional.<String>empty();
        var alias = at.has("alias") ? Optional.of(at.text("alias")) : Optional.<String>empty();
        var aim = at.choice(
                "to",
                model.isPresent() ? Target.Aim.MODEL : alias.isPresent() ? Target.Aim.ALIAS : null,
                Target.Aim.CHEAPEST);
        if (aim == Target.Aim.MODEL != model.isPresent() || aim == Target.Aim.ALIAS != alias.isPresent()) {
            at.problem("to", "must be CHEAPEST or STRONGEST, or else a model or an alias alone");
        }
        var when = at.json("when");
        return new RulePart(
                at.pointer(),
                at.text("name"),
                when.isEmpty() ? Optional.of(Conditions.ALWAYS) : at.accepted(() -> ConditionsText.read(when.get())),
                aim,
                model,
                alias,
                ProvisionFile.on(at));
    }
}
