package org.tenantry.web.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.calls.Router;
import org.tenantry.calls.Traits;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.web.Voice;

/** A question that was tried, as a page shows it: what was decided, how each rule was checked and what each model would cost. */
public record TrialSheet(
        boolean decided, String model, String rule, List<String> facts, List<Rule> rules, List<Model> models) {
    /** How a rule stood: {@code state} is DECIDED, HELD, CANNOT, MISSED or OFF; {@code why} says what was not so. */
    public record Rule(String name, boolean own, List<String> when, String to, String state, List<String> why) {}

    /** A model: {@code place} is its turn, 0 when it is not to be tried; {@code obstacle} says why it cannot answer. */
    public record Model(String label, int strength, Money cost, int place, String obstacle) {}

    static TrialSheet of(Voice voice, Router.Examination examined) {
        var labels = new HashMap<ModelId, String>();
        examined.models()
                .forEach(one ->
                        labels.put(one.candidate().id(), one.candidate().model().label()));
        var models = examined.models().stream()
                .map(one -> new Model(
                        one.candidate().model().label(),
                        one.candidate().strength(),
                        one.cost(),
                        one.place(),
                        one.obstacle()
                                .map(why -> voice.of("trial.obstacle." + why))
                                .orElse("")))
                .toList();
        return new TrialSheet(
                examined.decided(),
                examined.decided() ? models.get(0).label() : "",
                examined.rule().map(rule -> rule.name()).orElse(""),
                facts(voice, examined.traits()),
                examined.rules().stream().map(one -> rule(voice, one, labels)).toList(),
                models);
    }

    private static Rule rule(Voice voice, Router.Checked checked, Map<ModelId, String> labels) {
        var rule = checked.rule();
        return new Rule(
                rule.name(),
                rule.own(),
                RuleWords.when(voice, rule.conditions()),
                RuleWords.to(voice, rule.target(), labels),
                state(checked),
                checked.missed().stream()
                        .map(part -> RuleWords.part(voice, rule.conditions(), part))
                        .collect(Collectors.toList()));
    }

    private static String state(Router.Checked checked) {
        if (!checked.rule().enabled()) {
            return "OFF";
        }
        if (!checked.isHolding()) {
            return "MISSED";
        }
        return checked.decided() ? "DECIDED" : checked.targetCannot() ? "CANNOT" : "HELD";
    }

    /** What was seen of the question. */
    private static List<String> facts(Voice voice, Traits traits) {
        var facts = new ArrayList<String>();
        facts.add(voice.of("trial.tokens", voice.number(traits.tokens())));
        facts.add(voice.of("rule.language." + traits.language()));
        facts.add(voice.of(traits.code() ? "rule.code.yes" : "rule.code.no"));
        facts.add(voice.of("trial.depth", traits.depth()));
        facts.add(
                traits.budgetLeft().isPresent()
                        ? voice.of("trial.budget", traits.budgetLeft().getAsInt())
                        : voice.of("trial.noBudget"));
        facts.add(RuleWords.day(voice, traits.day()) + " "
                + traits.time().truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
        return facts;
    }

    /** For what is said of a rule that decided, if one did. */
    public boolean hasRule() {
        return !rule.isEmpty();
    }
}
