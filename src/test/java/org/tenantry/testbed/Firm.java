package org.tenantry.testbed;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.tenantry.values.Ids;

/** A new company for one test over HTTP, with an admin, an empty wallet and its first period; and plans for it to buy. */
public record Firm(UUID tenant, Newcomer admin, UUID member) {
    private static final String ZONE = "Europe/Vienna";

    public static Firm open(String name) throws SQLException {
        var admin = Newcomer.person();
        var tenant = Ids.next();
        Newcomer.run(
                "INSERT INTO tenant (id, name, currency, zone, locale, state, created_at)"
                        + " VALUES (?, ?, 'USD', ?, 'en', 'ACTIVE', UTC_TIMESTAMP(6))",
                tenant,
                name,
                ZONE);
        Newcomer.run(
                "INSERT INTO wallet (id, tenant_id, currency, available_n, held_n, seq, state)"
                        + " VALUES (?, ?, 'USD', 0, 0, 0, 'ACTIVE')",
                Ids.next(),
                tenant);
        var first = LocalDate.now(ZoneId.of(ZONE)).withDayOfMonth(1);
        Newcomer.run(
                "INSERT INTO period (id, tenant_id, from_day, to_day, start_at, end_at, zone, state)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 'OPEN')",
                Ids.next(),
                tenant,
                first.toString(),
                first.plusMonths(1).toString(),
                utc(first),
                utc(first.plusMonths(1)),
                ZONE);
        return new Firm(tenant, admin, admin.joins(tenant, "ADMIN"));
    }

    /** Puts a plan on sale whose fees and allowance are whole dollars; a plan for a person has one seat. */
    public static UUID sells(String plan, String audience, long base, long seat, long allowance, int trialDays)
            throws SQLException {
        var id = Ids.next();
        var version = Ids.next();
        boolean person = audience.equals("PERSON");
        Newcomer.run(
                "INSERT INTO plan (id, name, audience, state, place, created_at)"
                        + " VALUES (?, ?, ?, 'OFFERED', 50, UTC_TIMESTAMP(6))",
                id,
                plan,
                audience);
        Newcomer.run(
                "INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n,"
                        + " included_seats, most_seats, allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days,"
                        + " trial_allowance_n, credit_line_n, every_model, every_plugin, on_sale_at, created_at) VALUES"
                        + " (?, ?, 1, 'ON_SALE', 'USD', ?, ?, ?, 1, ?, ?, 'TENANT', 0, 'CALENDAR', ?, ?, 0, 1, 1,"
                        + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                version,
                id,
                "All that " + plan + " needs",
                base * 1_000_000_000L,
                seat * 1_000_000_000L,
                person ? 1 : null,
                allowance * 1_000_000_000L,
                trialDays,
                trialDays == 0 ? 0 : 1_000_000_000L);
        return version;
    }

    /** Takes the plan of this version off the shelf, so that other tests do not find it. */
    public static void withdraws(UUID version) throws SQLException {
        Newcomer.run(
                "UPDATE plan SET state = 'WITHDRAWN' WHERE id = (SELECT plan_id FROM plan_version WHERE id = ?)",
                version);
    }

    private static Timestamp utc(LocalDate day) {
        return Timestamp.valueOf(
                LocalDateTime.ofInstant(day.atStartOfDay(ZoneId.of(ZONE)).toInstant(), ZoneOffset.UTC));
    }
}
