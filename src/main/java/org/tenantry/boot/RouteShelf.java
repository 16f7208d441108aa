package org.tenantry.boot;

import static org.tenantry.boot.Provisioning.SYSTEM;
import static org.tenantry.boot.Provisioning.at;

import java.util.Optional;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.Asked;
import org.tenantry.calls.ModelChoices;
import org.tenantry.calls.RoutingRule;
import org.tenantry.calls.Rules;
import org.tenantry.calls.Target;
import org.tenantry.calls.Whose;
import org.tenantry.models.Models;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/** Makes the operator's rules, aliases and first choice what a provisioning file says; what is so already stays untouched. */
final class RouteShelf {
    private final Rules rules;
    private final Aliases aliases;
    private final ModelChoices choices;
    private final Models models;

    RouteShelf(Rules rules, Aliases aliases, ModelChoices choices, Models models) {
        this.rules = rules;
        this.aliases = aliases;
        this.choices = choices;
        this.models = models;
    }

    void put(String file, RoutingPart part) {
        for (var alias : part.aliases()) {
            at(file, alias.pointer(), () -> alias(alias));
        }
        for (var rule : part.rules()) {
            at(file, rule.pointer(), () -> rule(rule));
        }
        part.first().ifPresent(first -> at(file, part.pointer() + "/first", () -> first(first)));
    }

    private void alias(RoutingPart.AliasPart part) {
        var model = model(part.model());
        if (aliases.list(SYSTEM, Whose.OPERATOR).stream()
                .noneMatch(row -> row.name().equals(part.name()) && row.model().equals(model))) {
            aliases.set(SYSTEM, Whose.OPERATOR, part.name(), model);
        }
    }

    private void rule(RoutingPart.RulePart part) {
        var form = new Rules.Form(part.name(), part.when().orElseThrow(), target(part));
        var known = rules.list(SYSTEM, Whose.OPERATOR).stream()
                .filter(rule -> rule.name().equalsIgnoreCase(form.name()))
                .findFirst();
        var id = known.map(RoutingRule::id).orElseGet(() -> rules.add(SYSTEM, Whose.OPERATOR, form));
        if (known.filter(rule -> !form.equals(new Rules.Form(rule.name(), rule.conditions(), rule.target())))
                .isPresent()) {
            rules.change(SYSTEM, Whose.OPERATOR, id, form);
        }
        boolean isOn = known.map(RoutingRule::enabled).orElse(true);
        part.on().filter(on -> on != isOn).ifPresent(on -> rules.enable(SYSTEM, Whose.OPERATOR, id, on));
    }

    private void first(String name) {
        var asked = name.equals(Asked.AUTO.toString()) ? Asked.AUTO : Asked.model(model(name));
        if (!choices.first(SYSTEM, Whose.OPERATOR).equals(Optional.of(asked))) {
            choices.begin(SYSTEM, Whose.OPERATOR, asked);
        }
    }

    private Target target(RoutingPart.RulePart part) {
        return switch (part.aim()) {
            case CHEAPEST -> Target.CHEAPEST;
            case STRONGEST -> Target.STRONGEST;
            case MODEL -> Target.model(model(part.model().orElseThrow()));
            case ALIAS -> Target.alias(part.alias().orElseThrow());
        };
    }

    private ModelId model(String name) {
        return models.list(SYSTEM).stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("boot.refusal.model", name))
                .id();
    }
}
