package org.tenantry.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tenantry.calls.Aliases;
import org.tenantry.calls.Asked;
import org.tenantry.calls.ModelChoices;
import org.tenantry.calls.Whose;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** How strong each model is, other names for models, and what is chosen where nobody chose. */
@Named
@RequestScoped
public class RoutingModelsPage {
    private static final String AGAIN = "routing-models?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    Models models;

    @Inject
    Aliases aliases;

    @Inject
    ModelChoices choices;

    private List<Row> rows;
    private List<Aliases.Row> names;
    private final Map<String, String> strengths = new HashMap<>();
    private String first;
    private String alias;
    private String model;

    /** A model. */
    public record Row(String id, String name, String label, boolean on) {}

    @PostConstruct
    void load() {
        var all = models.list(caller.get()).stream()
                .filter(one -> one.kind() == ModelKind.CHAT)
                .toList();
        rows = all.stream()
                .map(one -> new Row(one.id().toString(), one.name(), one.label(), one.isOn()))
                .toList();
        all.forEach(one -> strengths.put(one.id().toString(), Integer.toString(one.strength())));
        names = aliases.list(caller.get(), Whose.OPERATOR);
        first = choices.first(caller.get(), Whose.OPERATOR).map(Asked::toString).orElse("");
    }

    public String rate() {
        for (var row : rows) {
            models.rate(caller.get(), ModelId.of(row.id()), whole(strengths.get(row.id())));
        }
        return Said.done(AGAIN, "operator.saved");
    }

    public String begin() {
        if (first == null || first.isEmpty()) {
            choices.beginAnywhere(caller.get(), Whose.OPERATOR);
        } else {
            choices.begin(caller.get(), Whose.OPERATOR, Asked.of(first));
        }
        return Said.done(AGAIN, "operator.saved");
    }

    public String name() {
        aliases.set(caller.get(), Whose.OPERATOR, alias, ModelId.of(model));
        return Said.done(AGAIN, "routing.alias.saved", alias);
    }

    public String remove(String name) {
        aliases.remove(caller.get(), Whose.OPERATOR, name);
        return Said.done(AGAIN, "routing.alias.removed", name);
    }

    private static int whole(String typed) {
        if (typed == null || !typed.matches("[0-9]{1,2}")) {
            throw new InvalidInput("models.refusal.strength", 5);
        }
        return Integer.parseInt(typed);
    }

    public List<Row> getRows() {
        return rows;
    }

    public List<Aliases.Row> getNames() {
        return names;
    }

    public Map<String, String> getStrengths() {
        return strengths;
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
