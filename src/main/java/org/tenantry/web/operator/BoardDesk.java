package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.health.NodeCircuits;
import org.tenantry.metering.ProviderReport;
import org.tenantry.models.Catalogue;
import org.tenantry.models.Provider;
import org.tenantry.models.Providers;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;

/** The operator at the providers board: who is looking, the report, what nodes tell, and what everything is called. */
@RequestScoped
public class BoardDesk {
    @Inject
    CurrentCaller caller;

    @Inject
    ProviderReport report;

    @Inject
    NodeCircuits nodes;

    @Inject
    Providers providers;

    @Inject
    Catalogue catalogue;

    public Caller operator() {
        return caller.get();
    }

    public ProviderReport report() {
        return report;
    }

    public List<NodeCircuits.Told> told() {
        return nodes.list(caller.get());
    }

    public Map<ProviderId, String> providerNames() {
        return providers.list(caller.get()).stream().collect(Collectors.toMap(Provider::id, Provider::name));
    }

    public Map<ModelId, String> labels(Collection<ModelId> models) {
        return catalogue.labels(models);
    }
}
