package org.tenantry.calls;

import java.io.Serializable;
import org.tenantry.values.ModelId;

/** Where a rule sends a question: to the cheapest or strongest model that can, to one model, or to what an alias names. */
public record Target(Aim aim, ModelId model, String alias) implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Target CHEAPEST = new Target(Aim.CHEAPEST, null, null);
    public static final Target STRONGEST = new Target(Aim.STRONGEST, null, null);

    /** What a rule aims at. */
    public enum Aim {
        CHEAPEST,
        STRONGEST,
        MODEL,
        ALIAS
    }

    public Target {
        if ((aim == Aim.MODEL) != (model != null) || (aim == Aim.ALIAS) != (alias != null)) {
            throw new IllegalArgumentException("a target says one thing");
        }
    }

    public static Target model(ModelId model) {
        return new Target(Aim.MODEL, model, null);
    }

    public static Target alias(String name) {
        return new Target(Aim.ALIAS, null, name);
    }

    @Override
    public String toString() {
        return switch (aim) {
            case CHEAPEST, STRONGEST -> aim.name();
            case MODEL -> "MODEL " + model;
            case ALIAS -> "ALIAS " + alias;
        };
    }
}
