package org.tenantry.calls;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.tenantry.audit.AuditLog;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** Keeps other names for models, so that what people and programs ask for can change its model: the operator's, and each tenant's own. */
@Stateless
public class Aliases {
    /** So many aliases of one owner. */
    public static final int MOST = 50;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,63}");

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Catalogue catalogue;

    @Inject
    RouteMemory memory;

    @Inject
    AuditLog audit;

    /** An alias and its model; {@code label} is what people call the model. */
    public record Row(String name, ModelId model, String label) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public List<Row> list(Caller caller, Whose whose) {
        return rows(whose.owner(caller));
    }

    /** The operator's aliases, as a tenant's admin sees them. */
    public List<Row> inherited(Caller caller) {
        caller.require(Role.ADMIN);
        return rows(AuditLog.OPERATOR);
    }

    /** Names a model, or names another one by the same alias. An alias has no capital letters and is no model's own name. */
    public void set(Caller caller, Whose whose, String name, ModelId model) {
        var owner = whose.owner(caller);
        if (name == null || !NAME.matcher(name).matches() || Asked.isReserved(name)) {
            throw new InvalidInput("calls.refusal.alias.name");
        }
        if (!read(em, "SELECT id, name FROM model WHERE LOWER(name) = ?", name).isEmpty()) {
            throw new InvalidInput("calls.refusal.alias.model", name);
        }
        if (whose == Whose.TENANT) {
            catalogue.offered(model, caller.currency());
        } else if (read(em, "SELECT id, name FROM model WHERE id = ? AND kind = 'CHAT'", model.value())
                .isEmpty()) {
            throw new NotFound();
        }
        var there = rows(owner);
        if (there.size() >= MOST && there.stream().noneMatch(row -> row.name().equals(name))) {
            throw new InvalidInput("calls.refusal.alias.tooMany", MOST);
        }
        change(
                em,
                "INSERT INTO model_alias (tenant_id, name, model_id, created_at) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE model_id = VALUES(model_id)",
                owner.value(),
                name,
                model.value(),
                clock.instant());
        changed(caller, owner, "routing.alias.set", name, model.toString());
    }

    /** Takes an alias away, unless a rule of the same owner leads to it. */
    public void remove(Caller caller, Whose whose, String name) {
        var owner = whose.owner(caller);
        RouteReader.rules(em, owner).stream()
                .filter(rule -> name.equals(rule.target().alias()))
                .findFirst()
                .ifPresent(rule -> {
                    throw new InvalidInput("calls.refusal.alias.used", name, rule.name());
                });
        if (change(em, "DELETE FROM model_alias WHERE tenant_id = ? AND name = ?", owner.value(), name) == 0) {
            throw new NotFound();
        }
        changed(caller, owner, "routing.alias.remove", name, "");
    }

    private List<Row> rows(TenantId owner) {
        return read(
                        em,
                        "SELECT a.name, a.model_id, m.label FROM model_alias a JOIN model m ON m.id = a.model_id"
                                + " WHERE a.tenant_id = ? ORDER BY a.name",
                        owner.value())
                .stream()
                .map(row -> new Row(row[0].toString(), new ModelId(uuid(row[1])), row[2].toString()))
                .toList();
    }

    private void changed(Caller caller, TenantId owner, String act, String subject, String detail) {
        memory.changed();
        audit.record(caller.person(), owner, act, subject, detail);
    }
}
