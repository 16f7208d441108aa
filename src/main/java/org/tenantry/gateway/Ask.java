package org.tenantry.gateway;

import java.util.List;
import org.tenantry.values.Manner;

/**
 * What a model is asked: its name at the provider, the conversation so far, the most tokens it may answer with, in which
 * manner, and whether it {@code thinks} first and shows it, where the provider wants to be asked for that.
 */
public record Ask(String model, List<Turn> turns, int mostOutputTokens, Manner manner, boolean thinks) {
    public Ask {
        turns = List.copyOf(turns);
    }

    /** Plain words. */
    public Ask(String model, List<Turn> turns, int mostOutputTokens) {
        this(model, turns, mostOutputTokens, Manner.PLAIN, false);
    }
}
