package org.tenantry.web.operator;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.values.Money;
import org.tenantry.web.Messages;

/** All versions of a plan in one currency side by side, the newest first, with what each changed of the one before it. */
public record PlanSheet(String currency, List<Plans.VersionRow> versions, List<Line> lines) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One thing that terms say, as each version says it. */
    public record Line(String field, List<Cell> cells) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What a version says of it; {@code changed}: the version before it said something else. */
    public record Cell(String text, boolean changed) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static List<PlanSheet> of(List<Plans.VersionRow> versions, List<PlanPage.Pick> models, Messages msg) {
        var byCurrency = versions.stream()
                .collect(Collectors.groupingBy(
                        version -> version.terms().currency().getCurrencyCode(), TreeMap::new, Collectors.toList()));
        return byCurrency.entrySet().stream()
                .map(entry ->
                        new PlanSheet(entry.getKey(), entry.getValue(), new Lines(models, msg).of(entry.getValue())))
                .toList();
    }

    /** The version on sale, or nothing. */
    public Terms onSale() {
        return versions.stream()
                .filter(Plans.VersionRow::isOnSale)
                .map(Plans.VersionRow::terms)
                .findFirst()
                .orElse(null);
    }

    /** Says the terms line by line. */
    private record Lines(List<PlanPage.Pick> models, Messages msg) {
        List<Line> of(List<Plans.VersionRow> versions) {
            var lines = new ArrayList<Line>();
            add(lines, versions, "summary", Terms::summary);
            add(lines, versions, "baseFee", terms -> msg.money(terms.baseFee()));
            if (versions.get(0).terms().audience() == Terms.Audience.COMPANY) {
                add(lines, versions, "seatFee", terms -> amount(terms.seatFee()));
                add(lines, versions, "includedSeats", terms -> msg.number(terms.includedSeats()));
                add(lines, versions, "mostSeats", terms -> limit(terms.mostSeats()));
            }
            add(lines, versions, "allowance", this::allowance);
            add(lines, versions, "rolloverCap", terms -> amount(terms.rolloverCap()));
            add(lines, versions, "cycle", terms -> msg.name("plan.cycle", terms.cycle()));
            add(lines, versions, "trialDays", this::trial);
            add(lines, versions, "creditLine", terms -> amount(terms.creditLine()));
            add(lines, versions, "requestsPerMinute", terms -> limit(terms.requestsPerMinute()));
            add(lines, versions, "streams", terms -> limit(terms.streams()));
            add(lines, versions, "models", this::models);
            return lines;
        }

        private static void add(
                List<Line> lines, List<Plans.VersionRow> versions, String field, Function<Terms, String> says) {
            var texts = versions.stream().map(row -> says.apply(row.terms())).toList();
            var cells = IntStream.range(0, texts.size())
                    .mapToObj(i -> new Cell(
                            texts.get(i), i + 1 < texts.size() && !texts.get(i).equals(texts.get(i + 1))))
                    .toList();
            lines.add(new Line(field, cells));
        }

        private String amount(Money money) {
            return money.isZero() ? msg.of("plan.none") : msg.money(money);
        }

        private String limit(int most) {
            return most == 0 ? msg.of("plan.noLimit") : msg.number(most);
        }

        private String allowance(Terms terms) {
            return terms.allowance().isZero() || terms.audience() == Terms.Audience.PERSON
                    ? amount(terms.allowance())
                    : msg.of("plan.allowance." + terms.allowanceScope(), msg.money(terms.allowance()));
        }

        private String trial(Terms terms) {
            return terms.trialDays() == 0
                    ? msg.of("plan.none")
                    : msg.of("plan.trial", terms.trialDays(), msg.money(terms.trialAllowance()));
        }

        private String models(Terms terms) {
            return terms.everyModel()
                    ? msg.of("plan.everyModel")
                    : terms.models().stream()
                            .map(model -> models.stream()
                                    .filter(pick -> pick.is(model))
                                    .map(PlanPage.Pick::label)
                                    .findFirst()
                                    .orElse(model.toString()))
                            .sorted(String.CASE_INSENSITIVE_ORDER)
                            .collect(Collectors.joining(", "));
        }
    }
}
