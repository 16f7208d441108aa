package org.tenantry.plans;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;

/** Writes the drafts of plan versions, one for each plan and currency, while the plan's row is held. */
final class Drafts {
    private static final String FIELDS =
            "summary = ?, base_fee_n = ?, seat_fee_n = ?, included_seats = ?, most_seats = ?, allowance_n = ?,"
                    + " allowance_scope = ?, rollover_cap_n = ?, cycle = ?, trial_days = ?, trial_allowance_n = ?,"
                    + " credit_line_n = ?, requests_per_minute = ?, streams = ?, every_model = ?, every_plugin = ?,"
                    + " created_at = ?";

    private final EntityManager em;

    Drafts(EntityManager em) {
        this.em = em;
    }

    /** Refuses models that do not exist. */
    void requireKnown(Set<UUID> models) {
        if (models.isEmpty()) {
            return;
        }
        var marks = String.join(", ", Collections.nCopies(models.size(), "?"));
        int known = read(em, "SELECT id, name FROM model WHERE id IN (" + marks + ")", models.toArray())
                .size();
        if (known != models.size()) {
            throw new InvalidInput("plans.refusal.unknownModel");
        }
    }

    UUID write(UUID plan, PlanForm form, Instant now) {
        var there = read(
                em,
                "SELECT id, number FROM plan_version WHERE plan_id = ? AND currency = ? AND state = 'DRAFT'",
                plan,
                form.currency());
        var version = there.isEmpty() ? insert(plan, form, now) : uuid(there.get(0)[0]);
        if (!there.isEmpty()) {
            change(em, "UPDATE plan_version SET " + FIELDS + " WHERE id = ?", with(values(form, now), version));
            change(em, "DELETE FROM plan_version_model WHERE version_id = ?", version);
            change(em, "DELETE FROM plan_version_plugin WHERE version_id = ?", version);
        }
        for (var model : form.models()) {
            change(em, "INSERT INTO plan_version_model (version_id, model_id) VALUES (?, ?)", version, model);
        }
        for (var plugin : form.plugins()) {
            change(em, "INSERT INTO plan_version_plugin (version_id, plugin) VALUES (?, ?)", version, plugin);
        }
        return version;
    }

    private UUID insert(UUID plan, PlanForm form, Instant now) {
        var version = Ids.next();
        long last = number(read(em, "SELECT COALESCE(MAX(number), 0), 0 FROM plan_version WHERE plan_id = ?", plan)
                .get(0)[0]);
        change(
                em,
                "INSERT INTO plan_version SET " + FIELDS
                        + ", id = ?, plan_id = ?, number = ?, state = 'DRAFT', currency = ?",
                with(values(form, now), version, plan, last + 1, form.currency()));
        return version;
    }

    private static Object[] values(PlanForm form, Instant now) {
        return new Object[] {
            form.summary(),
            form.nanos(form.baseFee()),
            form.nanos(form.seatFee()),
            form.includedSeats(),
            orNull(form.mostSeats()),
            form.nanos(form.allowance()),
            form.allowanceScope(),
            form.nanos(form.rolloverCap()),
            form.cycle(),
            form.trialDays(),
            form.nanos(form.trialAllowance()),
            form.nanos(form.creditLine()),
            orNull(form.requestsPerMinute()),
            orNull(form.streams()),
            form.everyModel(),
            form.everyPlugin(),
            now
        };
    }

    private static Integer orNull(int limit) {
        return limit == 0 ? null : Integer.valueOf(limit);
    }

    private static Object[] with(Object[] first, Object... rest) {
        var all = new Object[first.length + rest.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }
}
