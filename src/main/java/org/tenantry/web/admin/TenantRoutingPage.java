package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.tenantry.calls.Whose;
import org.tenantry.web.routing.RulesPage;

/** The tenant's own rules and, below them, the operator's. */
@Named
@RequestScoped
public class TenantRoutingPage extends RulesPage {
    public TenantRoutingPage() {
        super(Whose.TENANT);
    }
}
