package org.tenantry.calls;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tenantry.models.OfferedModel;

/**
 * Who may take a call over that a member wants from one certain model: the same model at other providers and never
 * another one. Models are the same to members when they have the same label, or the same name but for the provider that
 * stands after an @.
 */
final class Fallbacks {
    private static final int MOST = 5;

    private Fallbacks() {}

    static List<OfferedModel> of(
            OfferedModel model, Collection<OfferedModel> offered, Predicate<OfferedModel> allowed) {
        return offered.stream()
                .filter(other ->
                        !other.id().equals(model.id()) && !other.provider().equals(model.provider()))
                .filter(other -> name(other).equals(name(model)) || label(other).equals(label(model)))
                .filter(allowed)
                .limit(MOST)
                .toList();
    }

    private static String name(OfferedModel model) {
        var name = model.name().toLowerCase(Locale.ROOT);
        int at = name.indexOf('@');
        return at > 0 ? name.substring(0, at) : name;
    }

    private static String label(OfferedModel model) {
        return model.label().toLowerCase(Locale.ROOT);
    }
}
