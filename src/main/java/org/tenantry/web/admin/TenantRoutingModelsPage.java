package org.tenantry.web.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.Asked;
import org.tenantry.calls.ModelChoices;
import org.tenantry.calls.Whose;
import org.tenantry.values.ModelId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Which models the tenant's people may use, what is chosen at first, and the tenant's own names for models. */
@Named
@RequestScoped
public class TenantRoutingModelsPage {
    private static final String AGAIN = "routing-models?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    ModelChoices choices;

    @Inject
    Aliases aliases;

    private List<ModelChoices.Row> rows;
    private List<Aliases.Row> names;
    private List<Aliases.Row> inherited;
    private final Map<String, Boolean> allowed = new HashMap<>();
    private String first;
    private String alias;
    private String model;

    @PostConstruct
    void load() {
        rows = choices.list(caller.get());
        rows.forEach(row -> allowed.put(row.id().toString(), row.allowed()));
        names = aliases.list(caller.get(), Whose.TENANT);
        inherited = aliases.inherited(caller.get());
        first = choices.first(caller.get(), Whose.TENANT).map(Asked::toString).orElse("");
    }

    public String allow() {
        choices.allow(
                caller.get(),
                rows.stream()
                        .map(ModelChoices.Row::id)
                        .filter(id -> Boolean.TRUE.equals(allowed.get(id.toString())))
                        .collect(Collectors.toSet()));
        return Said.done(AGAIN, "operator.saved");
    }

    public String begin() {
        if (first == null || first.isEmpty()) {
            choices.beginAnywhere(caller.get(), Whose.TENANT);
        } else {
            choices.begin(caller.get(), Whose.TENANT, Asked.of(first));
        }
        return Said.done(AGAIN, "operator.saved");
    }

    public String name() {
        aliases.set(caller.get(), Whose.TENANT, alias, ModelId.of(model));
        return Said.done(AGAIN, "routing.alias.saved", alias);
    }

    public String remove(String name) {
        aliases.remove(caller.get(), Whose.TENANT, name);
        return Said.done(AGAIN, "routing.alias.removed", name);
    }

    public List<ModelChoices.Row> getRows() {
        return rows;
    }

    public List<Aliases.Row> getNames() {
        return names;
    }

    /** The operator's names, which count unless the tenant gives the same one. */
    public List<Aliases.Row> getInherited() {
        return inherited;
    }

    public Map<String, Boolean> getAllowed() {
        return allowed;
    }

    public String getFirst() {
        return first;
    }

    public void setFirst(String first) {
        this.first = first;
    }

    public String getAlias() {
        return alias;
    }

    public void setAlias(String alias) {
        this.alias = alias;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }
}
