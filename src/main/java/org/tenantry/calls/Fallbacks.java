package org.tenantry.calls;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tenantry.models.OfferedModel;

/**
 * Who may take a call over: the same model at other providers, and after these what the route would have tried next. A
 * call that a member wants from one certain model never goes to another one. Models are the same to members when they have
 * the same label, or the same name but for the provider that stands after an @.
 */
final class Fallbacks {
    private static final int MOST = 5;

    private Fallbacks() {}

    static List<OfferedModel> of(
            OfferedModel model, Route route, Collection<OfferedModel> offered, Predicate<OfferedModel> allowed) {
        var same = offered.stream()
                .filter(other -> !other.provider().equals(model.provider()))
                .filter(other -> name(other).equals(name(model)) || label(other).equals(label(model)));
        var next = route.candidates().stream()
                .flatMap(id -> offered.stream().filter(other -> other.id().equals(id)));
        return Stream.concat(same, next)
                .filter(other -> !other.id().equals(model.id()))
                .filter(allowed)
                .distinct()
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
