package org.tenantry.tenancy;

import java.util.Set;
import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/**
 * A key that opened the door: who acts with it and what for. {@code models} are the only ones it may call; none means
 * all that its tenant may use. {@code serving} is false while its tenant is suspended or parked.
 */
public record OpenedKey(
        UUID id, Caller caller, Set<KeyScope> scopes, Set<ModelId> models, String name, boolean serving) {
    public OpenedKey {
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
    }

    public OpenedKey(UUID id, Caller caller, Set<KeyScope> scopes, Set<ModelId> models) {
        this(id, caller, scopes, models, "", true);
    }

    /** Refuses what the key was not made for, and calls of models while the tenant is suspended or parked. */
    public OpenedKey require(KeyScope scope) {
        if (!scopes.contains(scope)) {
            throw new Refusal(403, "tenancy.refusal.keyScope", scope);
        }
        if (!serving && KeyForm.USUAL.contains(scope)) {
            throw new Refusal(403, "tenancy.refusal.suspended");
        }
        return this;
    }

    public boolean mayCall(ModelId model) {
        return models.isEmpty() || models.contains(model);
    }
}
