package org.tenantry.web.account;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.values.ModelId;
import org.tenantry.web.keys.ApiKeyDesk;
import org.tenantry.web.keys.KeyFields;
import org.tenantry.web.keys.ShownSecret;
import org.tenantry.web.keys.Snippet;

/** A member's own API keys: lists them and makes new ones, each with its secret shown once. */
@Named
@ViewScoped
public class ApiKeysPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    ApiKeyDesk desk;

    @Inject
    ShownSecret shown;

    private List<KeyShelf.Row> rows;
    private Map<ModelId, String> labels;
    private List<ApiKeyDesk.Choice> models;
    private List<Snippet> snippets;
    private boolean mayMake;
    private String base;
    private KeyFields fields = KeyFields.fresh();

    public void load() {
        rows = desk.shelf().mine(desk.caller());
        labels = desk.labels(rows);
        models = desk.models();
        snippets = desk.snippets(Set.of());
        mayMake = desk.keys().mayMake(desk.caller());
        base = desk.base();
    }

    /** No redirect: the secret is in this answer alone. */
    public void create() {
        shown.of(desk.keys().create(desk.caller(), fields.form(desk.caller().zone(), null)));
        fields = KeyFields.fresh();
        load();
    }

    public List<KeyShelf.Row> getRows() {
        return rows;
    }

    public Map<ModelId, String> getLabels() {
        return labels;
    }

    public List<ApiKeyDesk.Choice> getModels() {
        return models;
    }

    public List<Snippet> getSnippets() {
        return snippets;
    }

    public boolean isMayMake() {
        return mayMake;
    }

    public String getBase() {
        return base;
    }

    public KeyFields getFields() {
        return fields;
    }
}
