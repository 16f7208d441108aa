package org.tenantry.plans;

import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/**
 * Tells what a tenant may do by the subscription it has now, from memory that is at most two seconds old. A tenant
 * without a subscription pays from its wallet and may use every model without a limit of its own. It reads in the
 * caller's transaction, so that admitting a call never needs a second connection.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Entitlements {
    @PersistenceContext
    EntityManager em;

    @Inject
    EntitlementMemory memory;

    /** The terms that the tenant lives by; empty without a subscription. */
    public Optional<Terms> of(TenantId tenant) {
        return memory.terms(tenant, () -> now(tenant));
    }

    public boolean mayUse(TenantId tenant, ModelId model) {
        return of(tenant).map(terms -> terms.includes(model)).orElse(true);
    }

    /** The same terms, or a refusal when they do not include the model, which people know by this label. */
    public Optional<Terms> require(TenantId tenant, ModelId model, String label) {
        var terms = of(tenant);
        if (!terms.map(plan -> plan.includes(model)).orElse(true)) {
            throw new Refusal(403, "plans.refusal.model", terms.get().name(), label);
        }
        return terms;
    }

    /**
     * Lets one call of the tenant after the other be counted: holds the row of its subscription until the transaction
     * ends, the first lock of all.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void oneByOne(TenantId tenant) {
        read(
                em,
                "SELECT id, seats FROM subscription WHERE tenant_id = ? AND live_marker = 1 FOR UPDATE",
                tenant.value());
    }

    private Optional<Terms> now(TenantId tenant) {
        var rows = read(
                em, "SELECT version_id, id FROM subscription WHERE tenant_id = ? AND live_marker = 1", tenant.value());
        return rows.stream().findFirst().map(row -> {
            var version = uuid(row[0]);
            return TermsReader.read(em, List.of(version)).get(version);
        });
    }
}
