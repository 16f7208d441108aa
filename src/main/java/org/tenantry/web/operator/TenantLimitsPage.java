package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.limits.LimitSettings;
import org.tenantry.tenancy.Tenants;
import org.tenantry.web.LimitFields;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** How much one company may ask in a minute and at a time, whatever its plan says. */
@Named
@ViewScoped
public class TenantLimitsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    OperatorDesk desk;

    @Inject
    LimitSettings settings;

    @Inject
    Messages messages;

    private String id;
    private Tenants.Row tenant;
    private LimitFields fields;

    public void load() {
        tenant = desk.tenant(id);
        fields = LimitFields.of(settings.of(desk.operator(), tenant.id()));
    }

    public String save() {
        settings.set(desk.operator(), tenant.id(), fields.read(messages));
        return Said.done("tenant-limits?faces-redirect=true&id=" + id, "limits.saved");
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    public LimitFields getFields() {
        return fields;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
