package org.tenantry.api.manage;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tenantry.api.BadField;

/** Reads one of an enumeration's names from an address. */
final class Choices {
    private Choices() {}

    static <E extends Enum<E>> E of(String name, String said, E[] offered) {
        return Arrays.stream(offered)
                .filter(one -> Told.name(one).equals(said))
                .findFirst()
                .orElseThrow(() -> new BadField(
                        name,
                        "manage.refusal.choice",
                        name,
                        Arrays.stream(offered).map(Told::name).collect(Collectors.joining(", "))));
    }
}
