package org.tenantry.plans;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads plans and their versions as the operator sees them, with the subscriptions that hold them. */
final class PlanReader {
    private PlanReader() {}

    /** All plans, by place. */
    static List<Plans.PlanRow> list(EntityManager em) {
        var versions = TermsReader.where(em, "WHERE v.state <> 'RETIRED' ORDER BY v.currency");
        var drafts = new HashSet<UUID>();
        read(em, "SELECT id, number FROM plan_version WHERE state = 'DRAFT'").forEach(row -> drafts.add(uuid(row[0])));
        var held = counts(
                em,
                "SELECT v.plan_id, COUNT(*) FROM subscription s JOIN plan_version v ON v.id = s.version_id"
                        + " WHERE s.state <> 'ENDED' GROUP BY v.plan_id");
        return read(em, "SELECT id, name, audience, state, place FROM plan ORDER BY place, name").stream()
                .map(row -> {
                    var id = uuid(row[0]);
                    var own = versions.stream()
                            .filter(terms -> terms.plan().equals(id))
                            .toList();
                    var sold = own.stream()
                            .filter(terms -> !drafts.contains(terms.version()))
                            .toList();
                    return new Plans.PlanRow(
                            id,
                            row[1].toString(),
                            Terms.Audience.valueOf(row[2].toString()),
                            row[3].toString().equals("OFFERED"),
                            (int) number(row[4]),
                            sold,
                            own.size() - sold.size(),
                            held.getOrDefault(id, 0L));
                })
                .toList();
    }

    /** All versions of a plan, the newest first. */
    static List<Plans.VersionRow> history(EntityManager em, UUID plan) {
        var rows = read(
                em,
                "SELECT id, state, created_at, on_sale_at FROM plan_version WHERE plan_id = ? ORDER BY number DESC",
                plan);
        var terms = TermsReader.read(em, rows.stream().map(row -> uuid(row[0])).toList());
        var held =
                counts(em, "SELECT version_id, COUNT(*) FROM subscription WHERE state <> 'ENDED' GROUP BY version_id");
        return rows.stream()
                .map(row -> new Plans.VersionRow(
                        terms.get(uuid(row[0])),
                        Plans.VersionState.valueOf(row[1].toString()),
                        instant(row[2]),
                        instant(row[3]),
                        held.getOrDefault(uuid(row[0]), 0L)))
                .toList();
    }

    private static Map<UUID, Long> counts(EntityManager em, String sql) {
        var counts = new HashMap<UUID, Long>();
        read(em, sql).forEach(row -> counts.put(uuid(row[0]), number(row[1])));
        return counts;
    }
}
