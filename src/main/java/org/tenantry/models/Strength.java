package org.tenantry.models;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/** How strong a model is among all, from 1 to 5; the operator has the last word. */
final class Strength {
    static final int MOST = 5;

    /** Parts of names by which models are told apart; the first that is found decides. */
    private static final Pattern[] NAMES = {
        Pattern.compile("nano|tiny|[^0-9.][0-3](\\.[0-9]+)?b($|[^a-z0-9])"),
        Pattern.compile("(^|[^a-z])mini|small|lite|flash|haiku|fast|turbo|[^0-9.][4-9](\\.[0-9]+)?b($|[^a-z0-9])"),
        Pattern.compile("opus|(^|[^a-z])pro($|[^a-z])|(^|/)o[1-9]($|-)|gpt-5|reasoner"),
        Pattern.compile("gpt-4|sonnet|large|max|70b|72b|-r1")
    };

    private static final int[] STRENGTHS = {1, 2, 5, 4};
    private static final int UNKNOWN = 3;

    private Strength() {}

    static int guess(String upstreamName) {
        var name = upstreamName.toLowerCase(Locale.ROOT);
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].matcher(name).find()) {
                return STRENGTHS[i];
            }
        }
        return UNKNOWN;
    }

    static int require(int strength) {
        if (strength < 1 || strength > MOST) {
            throw new InvalidInput("models.refusal.strength", MOST);
        }
        return strength;
    }
}
