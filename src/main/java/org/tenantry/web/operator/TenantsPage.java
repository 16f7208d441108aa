package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Tenant;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;

/** Lists the companies that are served, with what each of them has left. */
@Named
@ViewScoped
public class TenantsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    private List<Row> rows;

    public void load() {
        var wallets = ledger.wallets(caller.get());
        rows = tenants.list(caller.get()).stream()
                .map(tenant -> {
                    var wallet = wallets.get(tenant.id());
                    return new Row(
                            tenant.id(),
                            tenant.name(),
                            tenant.state(),
                            tenant.members(),
                            wallet == null ? null : wallet.free(),
                            wallet == null ? null : wallet.held());
                })
                .toList();
    }

    public List<Row> getRows() {
        return rows;
    }

    /** A tenant in the list; it has neither amount as long as it has no wallet. */
    public record Row(TenantId id, String name, Tenant.State state, long members, Money free, Money held)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
