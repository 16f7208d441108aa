package org.tenantry.api.manage;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tenantry.api.RefusalMapper;

/** The management API: JSON under {@code /api/v1}, for keys that may manage. */
@ApplicationPath("/api/v1")
public class ManagementApi extends Application {
    /** All that can be asked for; {@code openapi.json} describes each of them, and a test holds it to that. */
    static final List<Class<?>> RESOURCES = List.of(
            MeResource.class,
            MyKeysResource.class,
            ProvidersResource.class,
            ProviderKeysResource.class,
            HealthResource.class,
            ModelsResource.class,
            PricesResource.class,
            PlansResource.class,
            PlanVersionsResource.class,
            TenantsResource.class,
            MembersResource.class,
            ServiceAccountsResource.class,
            ApiKeysResource.class,
            BudgetsResource.class,
            UsageResource.class,
            WalletResource.class,
            InvoicesResource.class,
            SubscriptionResource.class,
            BillingAccountResource.class,
            OperatorKeysResource.class);

    @Override
    public Set<Class<?>> getClasses() {
        var all = new LinkedHashSet<Class<?>>(RESOURCES);
        all.addAll(List.of(ScopeFilter.class, KnownParameters.class, RefusalMapper.class));
        return all;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
