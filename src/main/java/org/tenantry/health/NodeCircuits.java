package org.tenantry.health;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.models.ProviderKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.ModelId;

/** Lets the nodes tell each other's operator which models they keep away from; what is older than a minute is forgotten. */
@Stateless
public class NodeCircuits {
    @PersistenceContext
    EntityManager em;

    @Inject
    ProviderKeys keys;

    /** What one node says about one model. */
    public record Told(String node, ModelId model, boolean trying, Instant since, Instant until) {}

    /** What every node said within the last minute. */
    public List<Told> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return read(
                        em,
                        "SELECT node, model_id, state, since, until FROM node_circuit"
                                + " WHERE told_at > UTC_TIMESTAMP(6) - INTERVAL 60 SECOND ORDER BY node, since")
                .stream()
                .map(row -> new Told(
                        row[0].toString(),
                        new ModelId(uuid(row[1])),
                        "HALF_OPEN".equals(row[2].toString()),
                        instant(row[3]),
                        instant(row[4])))
                .toList();
    }

    /** Says what this node thinks now, in place of what it said before. */
    public void tell(String node, List<Circuits.Ill> ill) {
        change(em, "DELETE FROM node_circuit WHERE node = ? OR told_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY", node);
        for (var one : ill) {
            change(
                    em,
                    "INSERT INTO node_circuit (node, model_id, state, since, until, told_at)"
                            + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
                    node,
                    one.model().value(),
                    one.trying() ? "HALF_OPEN" : "OPEN",
                    one.since(),
                    one.until());
        }
    }

    /** Puts down when keys were used and failed last. */
    public void keep(Map<UUID, KeyRests.Seen> seen) {
        seen.forEach((key, one) -> keys.seen(key, one.used(), one.failed(), one.failure()));
    }
}
