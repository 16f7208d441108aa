package org.tenantry.boot;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Terms;

/** Reads the plans of a provisioning file, with their terms in each currency. */
final class PlanTerms {
    private PlanTerms() {}

    static ProvisionFile.PlanPart plan(Place at) {
        at.only("name", "audience", "place", "on", "terms");
        var name = at.text("name");
        var audience = at.choice("audience", Terms.Audience.COMPANY, Terms.Audience.COMPANY);
        var terms =
                at.list("terms").stream().map(place -> terms(place, audience)).toList();
        var seen = new HashSet<String>();
        terms.stream()
                .flatMap(part -> part.form().stream())
                .filter(form -> !seen.add(form.currency()))
                .forEach(form -> at.problem("terms", "must say " + form.currency() + " once"));
        return new ProvisionFile.PlanPart(
                at.pointer(),
                name,
                audience,
                at.has("place") ? Optional.of(at.whole("place", null)) : Optional.empty(),
                ProvisionFile.on(at),
                terms);
    }

    private static ProvisionFile.TermsPart terms(Place at, Terms.Audience audience) {
        at.only(
                "currency",
                "summary",
                "baseFee",
                "seatFee",
                "includedSeats",
                "mostSeats",
                "allowance",
                "allowanceScope",
                "rolloverCap",
                "cycle",
                "trialDays",
                "trialAllowance",
                "creditLine",
                "requestsPerMinute",
                "streams",
                "models",
                "plugins");
        var models = at.texts("models");
        var plugins = at.texts("plugins");
        var form = at.accepted(() -> new PlanForm(
                at.text("currency"),
                at.text("summary"),
                amount(at, "baseFee"),
                amount(at, "seatFee"),
                at.whole("includedSeats", 1),
                at.whole("mostSeats", audience == Terms.Audience.PERSON ? 1 : 0),
                amount(at, "allowance"),
                at.choice("allowanceScope", Terms.AllowanceScope.TENANT, Terms.AllowanceScope.TENANT),
                amount(at, "rolloverCap"),
                at.choice("cycle", Cycle.CALENDAR, Cycle.CALENDAR),
                at.whole("trialDays", 0),
                amount(at, "trialAllowance"),
                amount(at, "creditLine"),
                at.whole("requestsPerMinute", 0),
                at.whole("streams", 0),
                true,
                Set.of(),
                plugins.isEmpty(),
                plugins.orElse(Set.of())));
        return new ProvisionFile.TermsPart(at.pointer(), form, models);
    }

    private static BigDecimal amount(Place at, String name) {
        return at.amount(name).orElse(BigDecimal.ZERO);
    }
}
