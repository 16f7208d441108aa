package org.tenantry.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import org.tenantry.calls.Router;
import org.tenantry.calls.Routes;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;
import org.tenantry.web.routing.TrialPage;

/** Tries a question as if a member of a tenant had asked it. */
@Named
@RequestScoped
public class RoutingTestPage extends TrialPage {
    @Inject
    Tenants tenants;

    private List<Tenants.Row> all;
    private String tenant;

    @PostConstruct
    void list() {
        all = tenants.list(caller.get());
    }

    @Override
    protected Router.Examination examine(Routes.Trial trial) {
        var row = all.stream()
                .filter(one -> one.id().toString().equals(tenant))
                .findFirst()
                .orElseThrow(NotFound::new);
        return routes.examine(caller.get(), row.id(), row.currency(), ZoneId.of(row.zone()), trial);
    }

    public List<Tenants.Row> getAll() {
        return all;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }
}
