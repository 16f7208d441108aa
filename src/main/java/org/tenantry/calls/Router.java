package org.tenantry.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tenantry.values.Money;

/**
 * Decides which model answers: the first rule whose conditions hold and whose model can; without one, the cheapest that
 * can. Decides from what it is given alone, within microseconds.
 */
public final class Router {
    /** How many models are tried for one question at most. */
    static final int MOST_CANDIDATES = 4;

    private static final Comparator<Priced> CHEAPEST = Comparator.comparingLong(Priced::costN)
            .thenComparingInt(one -> -one.candidate().strength());

    private static final Comparator<Priced> STRONGEST =
            Comparator.comparingInt((Priced one) -> -one.candidate().strength()).thenComparingLong(Priced::costN);

    private Router() {}

    private record Priced(Candidate candidate, long costN) {}

    /** A rule as it was checked: what of it was not so, and whether the model it names cannot be used. */
    public record Checked(RoutingRule rule, Set<Conditions.Part> missed, boolean targetCannot, boolean decided) {
        public boolean isHolding() {
            return missed.isEmpty();
        }
    }

    /** A model as it was weighed; {@code place} is 1 for the chosen one, 0 for one that is not among the candidates. */
    public record Weighed(Candidate candidate, Optional<Candidate.Obstacle> obstacle, Money cost, int place) {}

    /** A decision with everything that was looked at for it; {@code decision} is empty when no model fits. */
    public record Examination(
            Traits traits, List<Checked> rules, List<Weighed> models, Optional<RoutingRule> rule, boolean decided) {}

    static Decision decide(RouteTable table, List<Candidate> models, Traits traits) {
        var able = able(models, traits);
        for (var rule : table.rules()) {
            if (rule.enabled() && rule.conditions().hold(traits)) {
                var found = aim(table, rule.target(), able);
                if (!found.isEmpty()) {
                    return new Decision(Optional.of(rule), found, strongest(able));
                }
            }
        }
        return new Decision(Optional.empty(), first(able, CHEAPEST), strongest(able));
    }

    /** The strongest that can answer, with those to try after it. */
    static Decision strongest(List<Candidate> models, Traits traits) {
        var able = able(models, traits);
        return new Decision(Optional.empty(), first(able, STRONGEST), strongest(able));
    }

    /** The same decision with every rule and every model that was looked at. */
    static Examination examine(RouteTable table, List<Candidate> models, Traits traits) {
        Optional<Decision> decision;
        List<Priced> able = List.of();
        try {
            able = able(models, traits);
            decision = Optional.of(decide(table, models, traits));
        } catch (NoModelFits none) {
            decision = Optional.empty();
        }
        var chosen = decision.flatMap(Decision::rule);
        var rules = new ArrayList<Checked>();
        for (var rule : table.rules()) {
            rules.add(new Checked(
                    rule,
                    rule.conditions().missed(traits),
                    aim(table, rule.target(), able).isEmpty(),
                    chosen.isPresent() && chosen.get() == rule));
        }
        long prompt = need(models, traits);
        var candidates = decision.map(Decision::candidates).orElse(List.of());
        var weighed = models.stream()
                .map(one ->
                        new Weighed(one, one.obstacle(traits, prompt), one.cost(traits), 1 + candidates.indexOf(one)))
                .sorted(Comparator.comparing((Weighed one) -> one.place() == 0 ? MOST_CANDIDATES + 1 : one.place())
                        .thenComparing(one -> one.obstacle().isPresent())
                        .thenComparing(Weighed::cost))
                .toList();
        return new Examination(traits, rules, weighed, chosen, decision.isPresent());
    }

    private static List<Candidate> aim(RouteTable table, Target target, List<Priced> able) {
        return switch (target.aim()) {
            case CHEAPEST -> first(able, CHEAPEST);
            case STRONGEST -> first(able, STRONGEST);
            case MODEL, ALIAS -> table.named(target)
                    .flatMap(id -> able.stream()
                            .filter(one -> one.candidate().id().equals(id))
                            .findFirst())
                    .map(named -> first(able, near(named)))
                    .orElse(List.of());
        };
    }

    /** The named one first, then those nearest to it in strength, the cheaper first. */
    private static Comparator<Priced> near(Priced named) {
        int strength = named.candidate().strength();
        return Comparator.comparing((Priced one) -> one != named)
                .thenComparingInt(one -> Math.abs(one.candidate().strength() - strength))
                .thenComparingLong(Priced::costN);
    }

    private static List<Candidate> first(List<Priced> able, Comparator<Priced> order) {
        return able.stream()
                .sorted(order)
                .limit(MOST_CANDIDATES)
                .map(Priced::candidate)
                .toList();
    }

    private static Candidate strongest(List<Priced> able) {
        return able.stream().min(STRONGEST).orElseThrow().candidate();
    }

    private static List<Priced> able(List<Candidate> models, Traits traits) {
        long prompt = need(models, traits);
        var able = new ArrayList<Priced>(models.size());
        var unwell = new ArrayList<Priced>();
        var obstacles = EnumSet.noneOf(Candidate.Obstacle.class);
        for (var one : models) {
            var obstacle = one.obstacle(traits, prompt);
            if (obstacle.isEmpty()) {
                able.add(new Priced(one, one.cost(traits).nanos()));
            } else if (obstacle.get() == Candidate.Obstacle.UNWELL) {
                unwell.add(new Priced(one, one.cost(traits).nanos()));
            } else {
                obstacles.add(obstacle.get());
            }
        }
        if (able.isEmpty() && !unwell.isEmpty()) {
            return unwell;
        }
        if (able.isEmpty()) {
            // the last in order is what stands in the way of those that came furthest
            throw obstacles.stream()
                    .max(Comparator.naturalOrder())
                    .map(NoModelFits::new)
                    .orElseGet(NoModelFits::new);
        }
        return able;
    }

    /** All that would be sent, where any model has room for it; else the question, for which a history is shortened. */
    private static long need(List<Candidate> models, Traits traits) {
        for (var one : models) {
            if (one.obstacle(traits, traits.promptTokens()).isEmpty()) {
                return traits.promptTokens();
            }
        }
        return traits.tokens();
    }
}
