package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Suspensions;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Money;
import org.tenantry.web.Said;

/** Shows one company to the operator, who may suspend it by decision and serve it again. */
@Named
@ViewScoped
public class TenantPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    OperatorDesk desk;

    @Inject
    Ledger ledger;

    @Inject
    Suspensions suspensions;

    private String id;
    private Tenants.Row tenant;
    private Money free;
    private Money held;
    private Suspensions.Cause cause;
    private String reason;

    public void load() {
        tenant = desk.tenant(id);
        var wallet = ledger.wallet(tenant.id());
        free = wallet.free();
        held = wallet.held();
        cause = suspensions.cause(desk.operator(), tenant.id());
    }

    public String suspend() {
        suspensions.suspend(desk.operator(), tenant.id(), reason);
        return Said.done("tenant?faces-redirect=true&id=" + id, "tenant.suspended");
    }

    public String resume() {
        suspensions.resume(desk.operator(), tenant.id(), reason);
        return Said.done("tenant?faces-redirect=true&id=" + id, "tenant.resumed");
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    public Money getFree() {
        return free;
    }

    public Money getHeld() {
        return held;
    }

    /** Null while the tenant is not suspended. */
    public Suspensions.Cause getCause() {
        return cause;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
