package org.tenantry.calls;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Keeps the rules by which a model is chosen: the operator's for all, and each tenant's own, which come before them. */
@Stateless
public class Rules {
    /** So many rules of one owner keep a decision within microseconds. */
    public static final int MOST = 100;

    public static final int LONGEST_NAME = 100;
    private static final int STEP = 10;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Catalogue catalogue;

    @Inject
    Tenants tenants;

    @Inject
    RouteMemory memory;

    @Inject
    AuditLog audit;

    /** What somebody says about a rule. */
    public record Form(String name, Conditions conditions, Target target) {
        public Form {
            name = name == null ? "" : name.strip().replaceAll("\\s+", " ");
            if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidInput("calls.refusal.rule.name", LONGEST_NAME);
            }
        }
    }

    /** The rules of that owner, the first to be asked first. */
    public List<RoutingRule> list(Caller caller, Whose whose) {
        return RouteReader.rules(em, whose.owner(caller));
    }

    /** The operator's rules, as a tenant's admin sees them below the own ones. */
    public List<RoutingRule> inherited(Caller caller) {
        caller.require(Role.ADMIN);
        return RouteReader.rules(em, AuditLog.OPERATOR);
    }

    public RoutingRule get(Caller caller, Whose whose, UUID id) {
        return find(whose.owner(caller), id);
    }

    /** A new rule stands last and counts at once. */
    public UUID add(Caller caller, Whose whose, Form form) {
        var owner = whose.owner(caller);
        if (whose == Whose.TENANT) {
            tenants.hold(owner);
        }
        var places = places(owner);
        if (places.size() >= MOST) {
            throw new InvalidInput("calls.refusal.rule.tooMany", MOST);
        }
        mustBeFree(owner, form.name(), null);
        mustLead(caller, whose, owner, form.target());
        var id = Ids.next();
        Rows.change(
                em,
                "INSERT INTO routing_rule (id, tenant_id, place, name, conditions, aim, model_id, alias, enabled,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE, ?)",
                id,
                owner.value(),
                places.isEmpty() ? STEP : places.get(places.size() - 1).place() + STEP,
                form.name(),
                ConditionsText.write(form.conditions()),
                form.target().aim(),
                model(form.target()),
                form.target().alias(),
                clock.instant());
        changed(caller, owner, "routing.rule.add", form.name(), told(form));
        return id;
    }

    public void change(Caller caller, Whose whose, UUID id, Form form) {
        var owner = whose.owner(caller);
        find(owner, id);
        mustBeFree(owner, form.name(), id);
        mustLead(caller, whose, owner, form.target());
        Rows.change(
                em,
                "UPDATE routing_rule SET name = ?, conditions = ?, aim = ?, model_id = ?, alias = ?"
                        + " WHERE id = ? AND tenant_id = ?",
                form.name(),
                ConditionsText.write(form.conditions()),
                form.target().aim(),
                model(form.target()),
                form.target().alias(),
                id,
                owner.value());
        changed(caller, owner, "routing.rule.change", form.name(), told(form));
    }

    public void enable(Caller caller, Whose whose, UUID id, boolean on) {
        var owner = whose.owner(caller);
        var rule = find(owner, id);
        Rows.change(em, "UPDATE routing_rule SET enabled = ? WHERE id = ? AND tenant_id = ?", on, id, owner.value());
        changed(caller, owner, on ? "routing.rule.on" : "routing.rule.off", rule.name(), "");
    }

    /** One place earlier or later; the first stays the first and the last the last. */
    public void move(Caller caller, Whose whose, UUID id, boolean earlier) {
        var owner = whose.owner(caller);
        var rule = find(owner, id);
        var order = new ArrayList<>(places(owner));
        int at = order.stream().map(Place::id).toList().indexOf(id);
        int to = earlier ? at - 1 : at + 1;
        if (at < 0 || to < 0 || to >= order.size()) {
            return;
        }
        Collections.swap(order, at, to);
        for (int i = 0; i < order.size(); i++) {
            Rows.change(
                    em,
                    "UPDATE routing_rule SET place = ? WHERE id = ? AND tenant_id = ?",
                    (i + 1) * STEP,
                    order.get(i).id(),
                    owner.value());
        }
        changed(caller, owner, "routing.rule.move", rule.name(), (at + 1) + " → " + (to + 1));
    }

    public void remove(Caller caller, Whose whose, UUID id) {
        var owner = whose.owner(caller);
        var rule = find(owner, id);
        Rows.change(em, "DELETE FROM routing_rule WHERE id = ? AND tenant_id = ?", id, owner.value());
        changed(caller, owner, "routing.rule.remove", rule.name(), ConditionsText.write(rule.conditions()));
    }

    private record Place(UUID id, int place) {}

    /** All rules of an owner in their order, held until the transaction ends. */
    private List<Place> places(TenantId owner) {
        return read(
                        em,
                        "SELECT id, place FROM routing_rule WHERE tenant_id = ? ORDER BY place, id FOR UPDATE",
                        owner.value())
                .stream()
                .map(row -> new Place(uuid(row[0]), (int) number(row[1])))
                .toList();
    }

    private RoutingRule find(TenantId owner, UUID id) {
        return RouteReader.rules(em, owner).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private void mustBeFree(TenantId owner, String name, UUID but) {
        if (RouteReader.rules(em, owner).stream()
                .anyMatch(
                        rule -> rule.name().equalsIgnoreCase(name) && !rule.id().equals(but))) {
            throw new InvalidInput("calls.refusal.rule.taken", name);
        }
    }

    /** A tenant's rule leads to a model that it can be offered, the operator's to any that there is. */
    private void mustLead(Caller caller, Whose whose, TenantId owner, Target target) {
        switch (target.aim()) {
            case MODEL -> mustBeThere(caller, whose, target.model());
            case ALIAS -> {
                if (!RouteReader.table(em, owner).aliases().containsKey(target.alias())) {
                    throw new InvalidInput("calls.refusal.alias.unknown", target.alias());
                }
            }
            case CHEAPEST, STRONGEST -> {
                // leads wherever there is a model
            }
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

    private static UUID model(Target target) {
        return target.model() == null ? null : target.model().value();
    }

    private static String told(Form form) {
        return ConditionsText.write(form.conditions()) + " → " + form.target();
    }

    private void changed(Caller caller, TenantId owner, String act, String subject, String detail) {
        memory.changed();
        audit.record(caller.person(), owner, act, subject, detail);
    }
}
