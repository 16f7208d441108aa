package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.tenantry.models.Endpoint;

/** Finds the adapter that speaks a provider's wire form. */
@ApplicationScoped
public class Gateway {
    @Inject
    @Any
    Instance<ModelAdapter> adapters;

    /** Asks a model; returns at once. {@code hearing} hears the pieces and then, exactly once, the end. */
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return adapters.stream().filter(adapter -> adapter.kind() == endpoint.kind()).findFirst().orElseThrow().stream(
                endpoint, ask, hearing);
    }
}
