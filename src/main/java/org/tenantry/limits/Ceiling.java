package org.tenantry.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** The limits of one tenant, member or key, each with who can lift it. What is not there is not limited. */
record Ceiling(Map<What, Most> most) {
    static final Ceiling NONE = new Ceiling(Map.of());

    /** At most so many, by the word of that one. */
    record Most(long number, Lifter lifter) {}

    Ceiling {
        most = Map.copyOf(most);
    }

    boolean isNone() {
        return most.isEmpty();
    }

    OptionalLong of(What what) {
        var one = most.get(what);
        return one == null ? OptionalLong.empty() : OptionalLong.of(one.number());
    }

    /** Puts limits together: of two the lower one counts. */
    static final class Sum {
        private final Map<What, Most> most = new EnumMap<>(What.class);

        /** Adds a limit; 0 or less is none. */
        Sum atMost(What what, long number, Lifter lifter) {
            if (number > 0) {
                most.merge(
                        what, new Most(number, lifter), (one, other) -> one.number() <= other.number() ? one : other);
            }
            return this;
        }

        Ceiling ceiling() {
            return most.isEmpty() ? NONE : new Ceiling(most);
        }
    }
}
