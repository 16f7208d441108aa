package org.tenantry.plans;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tenantry.values.Money;
import org.tenantry.values.Rows;

/** Reads the terms of plan versions: at most three queries for however many. */
final class TermsReader {
    private static final String COLUMNS =
            "SELECT v.id, v.plan_id, v.number, p.name, v.summary, p.audience, v.currency, v.base_fee_n, v.seat_fee_n,"
                    + " v.included_seats, v.most_seats, v.allowance_n, v.allowance_scope, v.rollover_cap_n, v.cycle,"
                    + " v.trial_days, v.trial_allowance_n, v.credit_line_n, v.requests_per_minute, v.streams,"
                    + " v.every_model, v.every_plugin FROM plan_version v JOIN plan p ON p.id = v.plan_id";

    private TermsReader() {}

    /** The terms of these versions, by version; unknown ones are left out. */
    static Map<UUID, Terms> read(EntityManager em, Collection<UUID> versions) {
        var found = new HashMap<UUID, Terms>();
        if (!versions.isEmpty()) {
            var marks = String.join(", ", Collections.nCopies(versions.size(), "?"));
            for (var terms : where(em, "WHERE v.id IN (" + marks + ")", versions.toArray())) {
                found.put(terms.version(), terms);
            }
        }
        return found;
    }

    /** The terms of the versions that this condition finds. */
    static List<Terms> where(EntityManager em, String condition, Object... values) {
        var rows = Rows.read(em, COLUMNS + " " + condition, values);
        boolean everyModel = rows.stream().allMatch(row -> Rows.truth(row[20]));
        boolean everyPlugin = rows.stream().allMatch(row -> Rows.truth(row[21]));
        var models = everyModel
                ? Map.<UUID, Set<Object>>of()
                : sets(em, "SELECT version_id, model_id FROM plan_version_model");
        var plugins = everyPlugin
                ? Map.<UUID, Set<Object>>of()
                : sets(em, "SELECT version_id, plugin FROM plan_version_plugin");
        return rows.stream()
                .map(row -> terms(
                        row,
                        models.getOrDefault(Rows.uuid(row[0]), Set.of()),
                        plugins.getOrDefault(Rows.uuid(row[0]), Set.of())))
                .toList();
    }

    private static Terms terms(Object[] row, Set<Object> models, Set<Object> plugins) {
        var currency = row[6].toString();
        return new Terms(
                Rows.uuid(row[0]),
                Rows.uuid(row[1]),
                (int) Rows.number(row[2]),
                row[3].toString(),
                row[4].toString(),
                Terms.Audience.valueOf(row[5].toString()),
                money(row[7], currency),
                money(row[8], currency),
                (int) Rows.number(row[9]),
                row[10] == null ? 0 : (int) Rows.number(row[10]),
                money(row[11], currency),
                Terms.AllowanceScope.valueOf(row[12].toString()),
                money(row[13], currency),
                Cycle.valueOf(row[14].toString()),
                (int) Rows.number(row[15]),
                money(row[16], currency),
                money(row[17], currency),
                row[18] == null ? 0 : (int) Rows.number(row[18]),
                row[19] == null ? 0 : (int) Rows.number(row[19]),
                Rows.truth(row[20]),
                Set.copyOf(models.stream().map(Rows::uuid).toList()),
                Rows.truth(row[21]),
                Set.copyOf(plugins.stream().map(Object::toString).toList()));
    }

    private static Map<UUID, Set<Object>> sets(EntityManager em, String sql) {
        var sets = new HashMap<UUID, Set<Object>>();
        for (var row : Rows.read(em, sql)) {
            sets.computeIfAbsent(Rows.uuid(row[0]), version -> new HashSet<>()).add(row[1]);
        }
        return sets;
    }

    private static Money money(Object column, String currency) {
        return Money.of(Rows.number(column), currency);
    }
}
