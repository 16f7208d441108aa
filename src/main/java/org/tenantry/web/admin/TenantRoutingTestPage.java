package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.tenantry.calls.Router;
import org.tenantry.calls.Routes;
import org.tenantry.web.routing.TrialPage;

/** Tries a question of the admin's own tenant. */
@Named
@RequestScoped
public class TenantRoutingTestPage extends TrialPage {
    @Override
    protected Router.Examination examine(Routes.Trial trial) {
        return routes.examine(caller.get(), trial);
    }
}
