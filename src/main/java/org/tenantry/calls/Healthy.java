package org.tenantry.calls;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tenantry.health.Circuits;
import org.tenantry.health.KeyRests;
import org.tenantry.models.Catalogue;
import org.tenantry.models.ModelNotOffered;
import org.tenantry.values.ModelId;

/** Tells which models may be chosen now, as this node sees it: neither failing nor without a key that may be used. */
@ApplicationScoped
public class Healthy {
    @Inject
    Circuits circuits;

    @Inject
    KeyRests rests;

    @Inject
    Catalogue catalogue;

    /** Whether a call of this model has good prospects. When no candidate has any, one of them is asked nevertheless. */
    public boolean usable(ModelId model) {
        return circuits.waitNanos(model) == 0 && (rests.isEmpty() || hasKey(model));
    }

    private boolean hasKey(ModelId model) {
        try {
            return catalogue.reach(model).keys().stream().anyMatch(key -> rests.waitNanos(key, model) == 0);
        } catch (ModelNotOffered gone) {
            return false;
        }
    }
}
