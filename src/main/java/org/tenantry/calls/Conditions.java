package org.tenantry.calls;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;

/**
 * When a rule applies: all that is said here must be so; what is null or empty does not matter. Tokens are those of the
 * new question and depth is its number in the conversation, both with their ends; {@code keywords} asks for any of them;
 * {@code budgetBelow} is in hundredths; {@code from} and {@code to} are half-open in the tenant's zone and may go over
 * midnight.
 */
public record Conditions(
        Integer tokensFrom,
        Integer tokensTo,
        Boolean code,
        Boolean tools,
        Boolean images,
        List<String> keywords,
        Set<Language> languages,
        Integer depthFrom,
        Integer depthTo,
        Integer budgetBelow,
        Set<DayOfWeek> days,
        LocalTime from,
        LocalTime to,
        Role role)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final int MOST_TOKENS = 10_000_000;
    public static final int MOST_DEPTH = 10_000;
    public static final int MOST_KEYWORDS = 40;
    public static final int LONGEST_KEYWORD = 60;

    /** No condition at all: always. */
    public static final Conditions ALWAYS = new Conditions(
            null, null, null, null, null, List.of(), Set.of(), null, null, null, Set.of(), null, null, null);

    /** What a rule can look at. */
    public enum Part {
        TOKENS,
        CODE,
        TOOLS,
        IMAGES,
        KEYWORDS,
        LANGUAGE,
        DEPTH,
        BUDGET,
        TIME,
        ROLE
    }

    public Conditions {
        range(tokensFrom, tokensTo, 0, MOST_TOKENS, "calls.refusal.rule.tokens");
        range(depthFrom, depthTo, 1, MOST_DEPTH, "calls.refusal.rule.depth");
        if (budgetBelow != null && (budgetBelow < 1 || budgetBelow > 100)) {
            throw new InvalidInput("calls.refusal.rule.budget");
        }
        if ((from == null) != (to == null) || from != null && from.equals(to)) {
            throw new InvalidInput("calls.refusal.rule.time");
        }
        if (role == Role.OPERATOR) {
            throw new InvalidInput("calls.refusal.rule.role");
        }
        keywords = keywords.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (keywords.size() > MOST_KEYWORDS
                || keywords.stream()
                        .anyMatch(word ->
                                word.length() > LONGEST_KEYWORD || word.chars().anyMatch(Character::isISOControl))) {
            throw new InvalidInput("calls.refusal.rule.keywords", MOST_KEYWORDS, LONGEST_KEYWORD);
        }
        languages = Set.copyOf(languages);
        days = Set.copyOf(days);
    }

    /** Whether all of it is so. */
    public boolean hold(Traits traits) {
        return within(traits.tokens(), tokensFrom, tokensTo)
                && is(code, traits.code())
                && is(tools, traits.tools())
                && is(images, traits.images())
                && within(traits.depth(), depthFrom, depthTo)
                && budgetIsLow(traits)
                && isTime(traits)
                && isRole(traits)
                && (languages.isEmpty() || languages.contains(traits.language()))
                && saysOne(traits);
    }

    /** What of it is not so. */
    public Set<Part> missed(Traits traits) {
        var missed = EnumSet.noneOf(Part.class);
        note(missed, Part.TOKENS, within(traits.tokens(), tokensFrom, tokensTo));
        note(missed, Part.CODE, is(code, traits.code()));
        note(missed, Part.TOOLS, is(tools, traits.tools()));
        note(missed, Part.IMAGES, is(images, traits.images()));
        note(missed, Part.KEYWORDS, saysOne(traits));
        note(missed, Part.LANGUAGE, languages.isEmpty() || languages.contains(traits.language()));
        note(missed, Part.DEPTH, within(traits.depth(), depthFrom, depthTo));
        note(missed, Part.BUDGET, budgetIsLow(traits));
        note(missed, Part.TIME, isTime(traits));
        note(missed, Part.ROLE, isRole(traits));
        return missed;
    }

    boolean asksBudget() {
        return budgetBelow != null;
    }

    private static void note(Set<Part> missed, Part part, boolean so) {
        if (!so) {
            missed.add(part);
        }
    }

    private boolean budgetIsLow(Traits traits) {
        return budgetBelow == null
                || traits.budgetLeft().isPresent() && traits.budgetLeft().getAsInt() < budgetBelow;
    }

    private boolean saysOne(Traits traits) {
        if (keywords.isEmpty()) {
            return true;
        }
        for (var word : keywords) {
            if (traits.text().contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Hours over midnight belong to the day they begin on. */
    private boolean isTime(Traits traits) {
        if (from == null) {
            return days.isEmpty() || days.contains(traits.day());
        }
        var time = traits.time();
        boolean overMidnight = to.isBefore(from);
        boolean early = overMidnight && time.isBefore(to);
        boolean inHours = overMidnight ? early || !time.isBefore(from) : !time.isBefore(from) && time.isBefore(to);
        var day = early ? traits.day().minus(1) : traits.day();
        return inHours && (days.isEmpty() || days.contains(day));
    }

    private boolean isRole(Traits traits) {
        return role == null || (role == Role.ADMIN) == traits.admin();
    }

    private static boolean is(Boolean wanted, boolean so) {
        return wanted == null || wanted == so;
    }

    private static boolean within(long number, Integer least, Integer most) {
        return (least == null || number >= least) && (most == null || number <= most);
    }

    private static void range(Integer least, Integer most, int lowest, int highest, String refusal) {
        boolean outside = least != null && (least < lowest || least > highest)
                || most != null && (most < lowest || most > highest);
        if (outside || least != null && most != null && least > most) {
            throw new InvalidInput(refusal, highest);
        }
    }
}
