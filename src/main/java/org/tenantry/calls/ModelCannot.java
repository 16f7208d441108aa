package org.tenantry.calls;

import java.util.List;
import java.util.Locale;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.values.Refusal;

/** The model cannot do what is asked: names models that can, if there are any. */
public class ModelCannot extends Refusal {
    private static final long serialVersionUID = 1L;

    public ModelCannot(Ability ability, String model, List<String> others) {
        super(
                400,
                "calls.refusal.cannot." + ability.name().toLowerCase(Locale.ROOT) + (others.isEmpty() ? "" : ".others"),
                model,
                String.join(", ", others));
    }
}
