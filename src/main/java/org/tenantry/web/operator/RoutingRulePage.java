package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.Whose;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.web.routing.RulePage;

/** A rule of the operator: it may lead to any model that there is. */
@Named
@ViewScoped
public class RoutingRulePage extends RulePage {
    private static final long serialVersionUID = 1L;

    @Inject
    Models models;

    @Inject
    Aliases aliases;

    public RoutingRulePage() {
        super(Whose.OPERATOR);
    }

    @Override
    protected List<Choice> models() {
        return models.list(caller.get()).stream()
                .filter(model -> model.kind() == ModelKind.CHAT)
                .map(model -> new Choice("model:" + model.id(), model.label() + " (" + model.name() + ")"))
                .toList();
    }

    @Override
    protected List<Choice> aliases() {
        return aliases.list(caller.get(), Whose.OPERATOR).stream()
                .map(alias -> new Choice("alias:" + alias.name(), msg.of("rule.to.ALIAS", alias.name())))
                .toList();
    }
}
