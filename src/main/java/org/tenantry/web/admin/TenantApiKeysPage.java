package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.web.BudgetFields;
import org.tenantry.web.Said;
import org.tenantry.web.keys.ApiKeyDesk;
import org.tenantry.web.keys.KeyFields;
import org.tenantry.web.keys.ShownSecret;

/** All API keys of the tenant, its service accounts and their keys, and whether members make keys. */
@Named
@ViewScoped
public class TenantApiKeysPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> KINDS = List.of("service", "member");
    private static final String AGAIN = "/admin/api-keys?faces-redirect=true";

    @Inject
    ServiceDesk desk;

    @Inject
    ShownSecret shown;

    private List<KeyShelf.Row> rows;
    private Map<ModelId, String> labels;
    private List<ServiceAccounts.Row> accounts;
    private List<ApiKeyDesk.Choice> models;
    private boolean membersMake;
    private String text;
    private String kind;
    private String standing;
    private String account;
    private String name;
    private KeyFields fields = KeyFields.fresh();
    private BudgetFields limit = new BudgetFields();

    public void load() {
        var admin = desk.admin();
        rows = desk.keys().shelf().all(admin, wanted());
        labels = desk.keys().labels(rows);
        accounts = desk.accounts().list(admin);
        models = desk.keys().models();
        membersMake = desk.keys().keys().membersMake(admin);
    }

    private KeyShelf.Wanted wanted() {
        if (kind != null && !kind.isEmpty() && !KINDS.contains(kind)) {
            throw new InvalidInput("refusal.choice");
        }
        try {
            return new KeyShelf.Wanted(
                    text,
                    kind == null || kind.isEmpty() ? null : kind.equals("service"),
                    standing == null || standing.isEmpty() ? null : KeyShelf.Standing.valueOf(standing),
                    null);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("refusal.choice");
        }
    }

    /** No redirect: the secret is in this answer alone. */
    public void create() {
        var admin = desk.admin();
        shown.of(desk.limits()
                .create(
                        admin,
                        MemberId.of(account),
                        fields.form(admin.zone(), null),
                        limit.limit(desk.messages(), admin.currency())));
        fields = KeyFields.fresh();
        limit = new BudgetFields();
        load();
    }

    public String addAccount() {
        desk.accounts().add(desk.admin(), name);
        return Said.done(AGAIN, "apiKeys.account.added", name.strip());
    }

    public String removeAccount(ServiceAccounts.Row row) {
        desk.accounts().remove(desk.admin(), row.id());
        return Said.done(AGAIN, "apiKeys.account.removed", row.name());
    }

    public String letMembersMake(boolean may) {
        desk.keys().keys().letMembersMake(desk.admin(), may);
        return Said.done(AGAIN, may ? "apiKeys.members.allowed" : "apiKeys.members.stopped");
    }

    public List<KeyShelf.Row> getRows() {
        return rows;
    }

    public Map<ModelId, String> getLabels() {
        return labels;
    }

    public List<ServiceAccounts.Row> getAccounts() {
        return accounts;
    }

    public List<ApiKeyDesk.Choice> getModels() {
        return models;
    }

    public boolean isMembersMake() {
        return membersMake;
    }

    public boolean isCut() {
        return rows.size() == KeyShelf.MOST_SHOWN;
    }

    public List<String> getKinds() {
        return KINDS;
    }

    public KeyShelf.Standing[] getStandings() {
        return KeyShelf.Standing.values();
    }

    public KeyFields getFields() {
        return fields;
    }

    public BudgetFields getLimit() {
        return limit;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getStanding() {
        return standing;
    }

    public void setStanding(String standing) {
        this.standing = standing;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
