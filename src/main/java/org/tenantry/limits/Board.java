package org.tenantry.limits;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the nodes tell each other what they counted, in the database and by its clock. What is told is the whole of a
 * slot, so that telling it twice changes nothing. A node that is silent for ten seconds is dead: its answers count no
 * more.
 */
@Stateless
public class Board {
    /** Rows of one statement. */
    private static final int BATCH = 500;

    @PersistenceContext
    EntityManager em;

    /** What was heard: the database's time, what the others let pass, and how many answers they are writing. */
    public record Heard(Instant now, List<Share> shares, Map<String, Integer> open) {}

    /** Tells what this node counted. */
    public void tell(UUID node, List<Share> shares, Map<String, Integer> open) {
        change(
                em,
                "INSERT INTO limit_node (node, lease_until) VALUES (?, UTC_TIMESTAMP(6) + INTERVAL 10 SECOND)"
                        + " ON DUPLICATE KEY UPDATE lease_until = VALUES(lease_until)",
                node);
        for (int from = 0; from < shares.size(); from += BATCH) {
            tellShares(node, shares.subList(from, Math.min(shares.size(), from + BATCH)));
        }
        var scopes = List.copyOf(open.keySet());
        for (int from = 0; from < scopes.size(); from += BATCH) {
            tellOpen(node, scopes.subList(from, Math.min(scopes.size(), from + BATCH)), open);
        }
    }

    /** What the others said within the last seconds ({@code all}: within the last minute), without what this node said. */
    public Heard hear(UUID node, boolean all) {
        var now = instant(read(em, "SELECT UTC_TIMESTAMP(6), 0").get(0)[0]);
        var shares = read(
                        em,
                        "SELECT s.scope, s.slot, SUM(s.requests), SUM(s.tokens) FROM limit_share s JOIN (SELECT DISTINCT"
                                + " scope, slot FROM limit_share WHERE told_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND"
                                + " AND node <> ?) c ON c.scope = s.scope AND c.slot = s.slot WHERE s.node <> ?"
                                + " GROUP BY s.scope, s.slot",
                        all ? 70 : 4,
                        node,
                        node)
                .stream()
                .map(row -> new Share(
                        row[0].toString(),
                        number(row[1]),
                        (int) Math.min(Integer.MAX_VALUE, number(row[2])),
                        number(row[3])))
                .toList();
        var open = new HashMap<String, Integer>();
        read(
                        em,
                        "SELECT o.scope, SUM(o.streams) FROM limit_open o JOIN limit_node n ON n.node = o.node"
                                + " AND n.lease_until > UTC_TIMESTAMP(6) WHERE o.node <> ? AND o.streams > 0"
                                + " GROUP BY o.scope",
                        node)
                .forEach(row -> open.put(row[0].toString(), (int) number(row[1])));
        return new Heard(now, shares, open);
    }

    /** Forgets what is older than a minute, and the nodes that died. */
    public void sweep(UUID node) {
        change(em, "DELETE FROM limit_share WHERE told_at < UTC_TIMESTAMP(6) - INTERVAL 120 SECOND LIMIT 20000");
        change(em, "DELETE FROM limit_open WHERE node = ? AND streams = 0", node);
        change(
                em,
                "DELETE o FROM limit_open o LEFT JOIN limit_node n ON n.node = o.node"
                        + " WHERE n.node IS NULL OR n.lease_until < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND");
        change(em, "DELETE FROM limit_node WHERE lease_until < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND");
    }

    /** The limits that were set since, the latest change among them first; {@code since} null: all. */
    public List<LimitRow> limits(Instant since) {
        return read(
                        em,
                        "SELECT tenant_id, whose, subject, requests, tokens, streams, changed_at FROM rate_limit"
                                + " WHERE changed_at > COALESCE(?, '1000-01-01') ORDER BY changed_at DESC",
                        since)
                .stream()
                .map(LimitRow::of)
                .toList();
    }

    /** One limit as it stands. */
    public Optional<LimitRow> limit(UUID tenant, Whose whose, UUID subject) {
        return read(
                        em,
                        "SELECT tenant_id, whose, subject, requests, tokens, streams, changed_at FROM rate_limit"
                                + " WHERE tenant_id = ? AND whose = ? AND subject = ?",
                        tenant,
                        whose,
                        subject)
                .stream()
                .map(LimitRow::of)
                .findFirst();
    }

    private void tellShares(UUID node, List<Share> shares) {
        var values = new ArrayList<Object>();
        for (var share : shares) {
            values.add(share.scope());
            values.add(share.slot());
            values.add(node);
            values.add(share.requests());
            values.add(share.tokens());
        }
        var row = "(?, ?, ?, ?, ?, UTC_TIMESTAMP(6))";
        change(
                em,
                "INSERT INTO limit_share (scope, slot, node, requests, tokens, told_at) VALUES " + row
                        + (", " + row).repeat(shares.size() - 1)
                        + " ON DUPLICATE KEY UPDATE requests = VALUES(requests), tokens = VALUES(tokens),"
                        + " told_at = VALUES(told_at)",
                values.toArray());
    }

    private void tellOpen(UUID node, List<String> scopes, Map<String, Integer> open) {
        var values = new ArrayList<Object>();
        for (var scope : scopes) {
            values.add(node);
            values.add(scope);
            values.add(open.get(scope));
        }
        change(
                em,
                "INSERT INTO limit_open (node, scope, streams) VALUES (?, ?, ?)"
                        + ", (?, ?, ?)".repeat(scopes.size() - 1)
                        + " ON DUPLICATE KEY UPDATE streams = VALUES(streams)",
                values.toArray());
    }
}
