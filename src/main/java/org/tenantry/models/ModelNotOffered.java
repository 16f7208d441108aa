package org.tenantry.models;

import org.tenantry.values.Refusal;

/** The model is unknown, switched off, or has no price in the tenant's currency now: another one must be picked. */
public class ModelNotOffered extends Refusal {
    private static final long serialVersionUID = 1L;

    public ModelNotOffered() {
        super(404, "models.refusal.notOffered");
    }
}
