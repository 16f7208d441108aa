package org.tenantry.boot;

import static org.tenantry.boot.Provisioning.SYSTEM;
import static org.tenantry.boot.Provisioning.at;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.models.Models;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Plans;
import org.tenantry.values.InvalidInput;

/** Puts the plans of a provisioning file on sale, where they are not on sale already. */
final class PlanShelf {
    private final Plans plans;
    private final Models models;

    PlanShelf(Plans plans, Models models) {
        this.plans = plans;
        this.models = models;
    }

    void put(String file, ProvisionFile.PlanPart part) {
        var id = new UUID[1];
        at(file, part.pointer(), () -> id[0] = plan(part));
        for (var terms : part.terms()) {
            at(file, terms.pointer(), () -> terms(id[0], terms));
        }
    }

    private UUID plan(ProvisionFile.PlanPart part) {
        var known = plans.list(SYSTEM).stream()
                .filter(plan -> plan.name().equalsIgnoreCase(part.name().strip()))
                .findFirst();
        if (known.isEmpty()) {
            var id =
                    plans.add(SYSTEM, part.name(), part.audience(), part.place().orElse(0));
            part.on().filter(on -> !on).ifPresent(on -> plans.withdraw(SYSTEM, id));
            return id;
        }
        var plan = known.get();
        if (plan.audience() != part.audience()) {
            throw new InvalidInput("boot.refusal.audience", plan.name(), plan.audience());
        }
        part.place().filter(place -> place != plan.place()).ifPresent(place -> plans.reorder(SYSTEM, plan.id(), place));
        part.on().filter(on -> on != plan.offered()).ifPresent(on -> {
            if (on) {
                plans.offer(SYSTEM, plan.id());
            } else {
                plans.withdraw(SYSTEM, plan.id());
            }
        });
        return plan.id();
    }

    /** What differs from the version on sale in that currency is put on sale as the next one. */
    private void terms(UUID plan, ProvisionFile.TermsPart part) {
        var form = part.models()
                .map(names -> part.form().orElseThrow().with(ids(names)))
                .orElseGet(() -> part.form().orElseThrow());
        boolean sold = plans.list(SYSTEM).stream()
                .filter(row -> row.id().equals(plan))
                .flatMap(row -> row.onSale().stream())
                .anyMatch(terms -> PlanForm.of(terms).equals(form));
        if (!sold) {
            plans.putOnSale(SYSTEM, plans.draft(SYSTEM, plan, form));
        }
    }

    private Set<UUID> ids(Set<String> names) {
        var known = models.list(SYSTEM);
        return names.stream()
                .map(name -> known.stream()
                        .filter(model -> model.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInput("boot.refusal.model", name))
                        .id()
                        .value())
                .collect(Collectors.toSet());
    }
}
