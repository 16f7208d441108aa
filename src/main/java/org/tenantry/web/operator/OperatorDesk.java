package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;

/** The operator at a page about one tenant: who is looking, which tenant it is, and what people are called. */
@RequestScoped
public class OperatorDesk {
    @Inject
    CurrentCaller caller;

    @Inject
    Tenants tenants;

    @Inject
    People people;

    public Caller operator() {
        return caller.get();
    }

    /** The tenant of this id; {@link NotFound} when there is none. */
    public Tenants.Row tenant(String id) {
        var wanted = TenantId.of(id);
        return tenants.list(caller.get()).stream()
                .filter(row -> row.id().equals(wanted))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    public Map<UUID, String> names(Collection<UUID> ids) {
        return people.names(caller.get(), ids);
    }
}
