package org.tenantry.metering;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.tenantry.models.Models;

/**
 * What a fixed number of tokens for each call would make of a model's accuracy: {@code total} is the new offset with
 * what is added already, {@code before} and {@code after} the error of the same calls without and with the change.
 */
public record Offset(int total, Drift before, Drift after) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** So few calls teach nothing. */
    static final int LEAST_CALLS = 20;

    /** How many calls were off by so many tokens; {@code provider} is what the provider counted in them. */
    record Group(long off, long calls, long provider) {}

    /**
     * The offset that makes the error least: what half of the calls are off by at least and half at most. Empty when
     * there are too few calls, or when no offset makes it better. Groups are in the order of {@code off}, which is local
     * minus provider.
     */
    static Optional<Offset> learn(int present, List<Group> groups) {
        long calls = groups.stream().mapToLong(Group::calls).sum();
        if (calls < LEAST_CALLS) {
            return Optional.empty();
        }
        long seen = 0;
        long middle = 0;
        for (var group : groups) {
            seen += group.calls();
            if (2 * seen >= calls) {
                middle = group.off();
                break;
            }
        }
        long total = present - middle;
        if (middle == 0 || Math.abs(total) > Models.LARGEST_OFFSET) {
            return Optional.empty();
        }
        var before = drift(groups, 0);
        var after = drift(groups, middle);
        return after.absolute() < before.absolute()
                ? Optional.of(new Offset((int) total, before, after))
                : Optional.empty();
    }

    private static Drift drift(List<Group> groups, long less) {
        long calls = 0;
        long provider = 0;
        long signed = 0;
        long absolute = 0;
        for (var group : groups) {
            calls += group.calls();
            provider += group.provider();
            signed += group.calls() * (group.off() - less);
            absolute += group.calls() * Math.abs(group.off() - less);
        }
        return new Drift(calls, provider, signed, absolute);
    }
}
