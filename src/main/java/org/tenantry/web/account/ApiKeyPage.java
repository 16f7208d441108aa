package org.tenantry.web.account;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.web.BudgetFields;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;
import org.tenantry.web.keys.ApiKeyDesk;
import org.tenantry.web.keys.KeyFields;
import org.tenantry.web.keys.ShownSecret;
import org.tenantry.web.keys.Snippet;

/** One API key: its secret is replaced and it is revoked; an admin also changes what it is for and limits it. */
@Named
@ViewScoped
public class ApiKeyPage implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How long the secret before may work on, in hours: at once, an hour, a day, a week, thirty days. */
    private static final List<Integer> OVERLAPS = List.of(0, 1, 24, 168, 720);

    @Inject
    ApiKeyDesk desk;

    @Inject
    Budgets budgets;

    @Inject
    Messages messages;

    @Inject
    ShownSecret shown;

    private String id;
    private KeyShelf.Row row;
    private Map<ModelId, String> labels;
    private List<Budget> limits;
    private List<ApiKeyDesk.Choice> models;
    private List<Snippet> snippets;
    private KeyFields fields;
    private boolean own;
    private boolean mayRotate;
    private int overlapHours = 24;
    private BudgetFields limit = new BudgetFields();

    public void load() {
        var caller = desk.caller();
        row = desk.shelf().one(caller, key());
        labels = desk.labels(List.of(row));
        limits = budgets.ofKeys(caller).stream()
                .filter(budget -> budget.key().filter(row.id()::equals).isPresent())
                .toList();
        models = desk.models();
        snippets = desk.snippets(row.form().models());
        fields = KeyFields.of(row.form(), caller.zone());
        own = row.member().equals(caller.member());
        mayRotate = !row.revoked() && (own || row.service() && caller.has(Role.ADMIN));
    }

    /** No redirect: the secret is in this answer alone. */
    public void rotate() {
        if (!OVERLAPS.contains(overlapHours)) {
            throw new InvalidInput("refusal.choice");
        }
        var works = Duration.ofHours(overlapHours);
        shown.of(desk.keys().rotate(desk.caller(), key(), works), works);
        load();
    }

    public String revoke() {
        desk.keys().revoke(desk.caller(), key());
        return said("apiKey.revoked");
    }

    public String change() {
        desk.keys()
                .change(
                        desk.caller(),
                        key(),
                        fields.form(desk.caller().zone(), row.form().expiresAt()));
        return said("apiKey.changed");
    }

    public String setLimit() {
        var of = limit.limit(messages, desk.caller().currency())
                .orElseThrow(() -> new InvalidInput("metering.refusal.budgetLimit"));
        budgets.setForKey(desk.caller(), key(), of.unit(), of.span(), of.soft(), of.hard());
        return said("apiKey.limited");
    }

    public String removeLimit(UUID budget) {
        budgets.remove(desk.caller(), budget);
        return said("apiKey.limitRemoved");
    }

    private String said(String words) {
        return Said.done("/account/api-key?faces-redirect=true&id=" + id, words);
    }

    private UUID key() {
        return Ids.parse(id);
    }

    public KeyShelf.Row getRow() {
        return row;
    }

    public Map<ModelId, String> getLabels() {
        return labels;
    }

    public List<Budget> getLimits() {
        return limits;
    }

    public List<ApiKeyDesk.Choice> getModels() {
        return models;
    }

    public List<Snippet> getSnippets() {
        return snippets;
    }

    public KeyFields getFields() {
        return fields;
    }

    public BudgetFields getLimit() {
        return limit;
    }

    public boolean isOwn() {
        return own;
    }

    public boolean isMayRotate() {
        return mayRotate;
    }

    public List<Integer> getOverlaps() {
        return OVERLAPS;
    }

    public int getOverlapHours() {
        return overlapHours;
    }

    public void setOverlapHours(int overlapHours) {
        this.overlapHours = overlapHours;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
