package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Stream;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.Whose;
import org.tenantry.models.Catalogue;
import org.tenantry.web.routing.RulePage;

/** A rule of the tenant: it leads to a model that is offered to it. */
@Named
@ViewScoped
public class TenantRoutingRulePage extends RulePage {
    private static final long serialVersionUID = 1L;

    @Inject
    Catalogue catalogue;

    @Inject
    Aliases aliases;

    public TenantRoutingRulePage() {
        super(Whose.TENANT);
    }

    @Override
    protected List<Choice> models() {
        return catalogue.offered(caller.get().currency()).stream()
                .map(model -> new Choice("model:" + model.id(), model.label()))
                .toList();
    }

    @Override
    protected List<Choice> aliases() {
        return Stream.concat(
                        aliases.list(caller.get(), Whose.TENANT).stream(), aliases.inherited(caller.get()).stream())
                .map(Aliases.Row::name)
                .distinct()
                .map(name -> new Choice("alias:" + name, msg.of("rule.to.ALIAS", name)))
                .toList();
    }
}
