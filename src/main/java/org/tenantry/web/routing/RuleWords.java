package org.tenantry.web.routing;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.calls.Conditions;
import org.tenantry.calls.Target;
import org.tenantry.values.ModelId;
import org.tenantry.web.Voice;

/** Says rules in words: when they apply and where they send a question. */
final class RuleWords {
    private RuleWords() {}

    /** One phrase for each condition; "always" without any. */
    static List<String> when(Voice voice, Conditions when) {
        var words = new ArrayList<String>();
        for (var part : Conditions.Part.values()) {
            var said = part(voice, when, part);
            if (!said.isEmpty()) {
                words.add(said);
            }
        }
        return words.isEmpty() ? List.of(voice.of("rule.always")) : words;
    }

    /** What one condition asks for; empty where it asks for nothing. */
    static String part(Voice voice, Conditions when, Conditions.Part part) {
        return switch (part) {
            case TOKENS -> range(voice, "rule.tokens", when.tokensFrom(), when.tokensTo());
            case CODE -> flag(voice, "rule.code", when.code());
            case TOOLS -> flag(voice, "rule.tools", when.tools());
            case IMAGES -> flag(voice, "rule.images", when.images());
            case KEYWORDS -> when.keywords().isEmpty() ? "" : voice.of("rule.keywords", listed(voice, when.keywords()));
            case LANGUAGE -> when.languages().isEmpty()
                    ? ""
                    : when.languages().stream()
                            .sorted()
                            .map(one -> voice.of("rule.language." + one))
                            .collect(Collectors.joining(voice.of("rule.or")));
            case DEPTH -> range(voice, "rule.depth", when.depthFrom(), when.depthTo());
            case BUDGET -> when.budgetBelow() == null ? "" : voice.of("rule.budget", when.budgetBelow());
            case TIME -> time(voice, when);
            case ROLE -> when.role() == null ? "" : voice.of("rule.role." + when.role());
        };
    }

    static String to(Voice voice, Target target, Map<ModelId, String> labels) {
        return switch (target.aim()) {
            case CHEAPEST, STRONGEST -> voice.of("rule.to." + target.aim());
            case MODEL -> labels.getOrDefault(target.model(), voice.of("rule.to.gone"));
            case ALIAS -> voice.of("rule.to.ALIAS", target.alias());
        };
    }

    static String day(Voice voice, DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, voice.locale());
    }

    private static String listed(Voice voice, List<String> words) {
        return words.stream().map(word -> voice.of("rule.quoted", word)).collect(Collectors.joining(" "));
    }

    private static String time(Voice voice, Conditions when) {
        var days = Arrays.stream(DayOfWeek.values())
                .filter(when.days()::contains)
                .map(day -> day(voice, day))
                .collect(Collectors.joining(" "));
        var hours = when.from() == null
                ? ""
                : voice.of("rule.hours", when.from().toString(), when.to().toString());
        return days.isEmpty() || hours.isEmpty() ? days + hours : days + " · " + hours;
    }

    private static String flag(Voice voice, String key, Boolean wanted) {
        return wanted == null ? "" : voice.of(key + (wanted ? ".yes" : ".no"));
    }

    private static String range(Voice voice, String key, Integer from, Integer to) {
        if (from == null && to == null) {
            return "";
        }
        if (to == null) {
            return voice.of(key + ".from", voice.number(from));
        }
        return from == null
                ? voice.of(key + ".to", voice.number(to))
                : voice.of(key + ".both", voice.number(from), voice.number(to));
    }
}
