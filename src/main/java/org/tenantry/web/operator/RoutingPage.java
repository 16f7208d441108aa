package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.tenantry.calls.Whose;
import org.tenantry.web.routing.RulesPage;

/** The rules that count for every tenant, after its own. */
@Named
@RequestScoped
public class RoutingPage extends RulesPage {
    public RoutingPage() {
        super(Whose.OPERATOR);
    }
}
