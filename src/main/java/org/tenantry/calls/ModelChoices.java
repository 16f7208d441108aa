package org.tenantry.calls;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tenantry.audit.AuditLog;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** Keeps which models a tenant's admin wants its people to use, and what is chosen before anybody chose. */
@Stateless
public class ModelChoices {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Catalogue catalogue;

    @Inject
    Entitlements entitlements;

    @Inject
    RouteMemory memory;

    @Inject
    AuditLog audit;

    /** What the owner chose to be chosen at first, if it did. */
    public Optional<Asked> first(Caller caller, Whose whose) {
        return RouteReader.first(em, whose.owner(caller));
    }

    /** Sets what is chosen at first: automatic or a model. */
    public void begin(Caller caller, Whose whose, Asked asked) {
        var owner = whose.owner(caller);
        if (asked.kind() == Asked.Kind.MODEL) {
            mustBeThere(caller, whose, asked.model());
        } else if (asked.kind() != Asked.Kind.AUTO) {
            throw new InvalidInput("refusal.choice");
        }
        change(
                em,
                "INSERT INTO routing_default (tenant_id, model_id, set_at) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE model_id = VALUES(model_id), set_at = VALUES(set_at)",
                owner.value(),
                asked.model() == null ? null : asked.model().value(),
                clock.instant());
        changed(caller, owner, "routing.first", asked.toString());
    }

    /** Takes the choice back: then the operator's counts, else the first of the list. */
    public void beginAnywhere(Caller caller, Whose whose) {
        var owner = whose.owner(caller);
        if (change(em, "DELETE FROM routing_default WHERE tenant_id = ?", owner.value()) > 0) {
            changed(caller, owner, "routing.first", "");
        }
    }

    /** A model that is offered to a tenant; {@code inPlan}: its plan includes it; {@code allowed}: its admin wants it. */
    public record Row(
            ModelId id,
            String label,
            String provider,
            int strength,
            Money input,
            Money output,
            boolean inPlan,
            boolean allowed)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The models that are offered to the tenant, by label. */
    public List<Row> list(Caller caller) {
        caller.require(Role.ADMIN);
        var refused = RouteReader.table(em, caller.tenant()).refused();
        var strengths = catalogue.strengths();
        return catalogue.offered(caller.currency()).stream()
                .map(model -> new Row(
                        model.id(),
                        model.label(),
                        model.provider(),
                        strengths.getOrDefault(model.id(), 1),
                        new Money(model.sell().inputN(), caller.currency()),
                        new Money(model.sell().outputN(), caller.currency()),
                        entitlements.mayUse(caller.tenant(), model.id()),
                        !refused.contains(model.id())))
                .toList();
    }

    /** Lets people use exactly these of the models that are offered now; at least one must be left to them. */
    public void allow(Caller caller, Set<ModelId> wanted) {
        caller.require(Role.ADMIN);
        var offered = catalogue.offered(caller.currency());
        var known = offered.stream().map(OfferedModel::id).collect(Collectors.toSet());
        if (!known.containsAll(wanted)) {
            throw new NotFound();
        }
        if (wanted.stream().noneMatch(id -> entitlements.mayUse(caller.tenant(), id))) {
            throw new InvalidInput("calls.refusal.models.none");
        }
        var before = RouteReader.table(em, caller.tenant()).refused();
        for (var model : offered) {
            if (wanted.contains(model.id())) {
                change(
                        em,
                        "DELETE FROM model_refused WHERE tenant_id = ? AND model_id = ?",
                        caller.tenant().value(),
                        model.id().value());
            } else {
                change(
                        em,
                        "INSERT IGNORE INTO model_refused (tenant_id, model_id) VALUES (?, ?)",
                        caller.tenant().value(),
                        model.id().value());
            }
        }
        var after = new HashSet<>(before);
        after.removeAll(known);
        offered.stream()
                .map(OfferedModel::id)
                .filter(id -> !wanted.contains(id))
                .forEach(after::add);
        if (!after.equals(before)) {
            var without = offered.stream()
                    .filter(model -> !wanted.contains(model.id()))
                    .map(OfferedModel::label)
                    .collect(Collectors.joining(", "));
            changed(caller, caller.tenant(), "routing.models", without.isEmpty() ? "all" : "without " + without);
        }
    }

    private void mustBeThere(Caller caller, Whose whose, ModelId model) {
        if (whose == Whose.TENANT) {
            catalogue.offered(model, caller.currency());
        } else if (read(em, "SELECT id, name FROM model WHERE id = ? AND kind = 'CHAT'", model.value())
                .isEmpty()) {
            throw new NotFound();
        }
    }

    private void changed(Caller caller, TenantId owner, String act, String detail) {
        memory.changed();
        audit.record(caller.person(), owner, act, owner.equals(AuditLog.OPERATOR) ? "operator" : "tenant", detail);
    }
}
