package org.tenantry.calls;

import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.ModelId;
import org.tenantry.values.TenantId;

/** Reads rules, aliases and choices from their rows. */
final class RouteReader {
    private static final UUID OPERATOR = AuditLog.OPERATOR.value();

    private RouteReader() {}

    /** What counts for a tenant: its own and the operator's. */
    static RouteTable table(EntityManager em, TenantId tenant) {
        var rules = read(
                em,
                "SELECT id, tenant_id, name, conditions, aim, model_id, alias, enabled FROM routing_rule"
                        + " WHERE tenant_id IN (?, ?) ORDER BY tenant_id = ?, place, id",
                tenant.value(),
                OPERATOR,
                OPERATOR);
        var refused = read(em, "SELECT model_id, tenant_id FROM model_refused WHERE tenant_id = ?", tenant.value());
        return new RouteTable(
                rules.stream().map(RouteReader::rule).toList(),
                aliases(em, tenant),
                refused.stream().map(row -> new ModelId(uuid(row[0]))).collect(Collectors.toUnmodifiableSet()),
                first(em, tenant).or(() -> first(em, AuditLog.OPERATOR)));
    }

    /** The rules of one owner alone. */
    static List<RoutingRule> rules(EntityManager em, TenantId owner) {
        return read(
                        em,
                        "SELECT id, tenant_id, name, conditions, aim, model_id, alias, enabled FROM routing_rule"
                                + " WHERE tenant_id = ? ORDER BY place, id",
                        owner.value())
                .stream()
                .map(RouteReader::rule)
                .toList();
    }

    /** What an owner chose to be chosen at first. */
    static Optional<Asked> first(EntityManager em, TenantId owner) {
        return read(em, "SELECT model_id, tenant_id FROM routing_default WHERE tenant_id = ?", owner.value()).stream()
                .map(row -> row[0] == null ? Asked.AUTO : Asked.model(new ModelId(uuid(row[0]))))
                .findFirst();
    }

    private static Map<String, ModelId> aliases(EntityManager em, TenantId tenant) {
        var aliases = new HashMap<String, ModelId>();
        read(
                        em,
                        "SELECT name, model_id FROM model_alias WHERE tenant_id IN (?, ?) ORDER BY tenant_id = ? DESC",
                        tenant.value(),
                        OPERATOR,
                        OPERATOR)
                .forEach(row -> aliases.put(row[0].toString(), new ModelId(uuid(row[1]))));
        return Map.copyOf(aliases);
    }

    private static RoutingRule rule(Object[] row) {
        var aim = Target.Aim.valueOf(row[4].toString());
        return new RoutingRule(
                uuid(row[0]),
                !OPERATOR.equals(uuid(row[1])),
                row[2].toString(),
                ConditionsText.read(row[3].toString()),
                new Target(
                        aim,
                        row[5] == null ? null : new ModelId(uuid(row[5])),
                        row[6] == null ? null : row[6].toString()),
                truth(row[7]));
    }
}
