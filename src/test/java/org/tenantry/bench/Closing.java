package org.tenantry.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.tenantry.testbed.Product;

/**
 * The closing of many tenants over many usage events, as the product's own clock does it within a minute of midnight, beside
 * the one SQL statement that sums the same rows up. Tenants have a plan with seats, an allowance and a credit line; a tenth
 * of the use is on credit, so that each bill asks for something.
 */
final class Closing implements AutoCloseable {
    private static final int MODELS = 5;
    private static final int WARMING = 500;

    /** What one run took, in milliseconds, and what the server's heap and memory did. */
    record Run(
            double aggregateMillis,
            double closingMillis,
            double grewMebibytes,
            int invoices,
            double statements,
            double serverSeconds,
            double databaseSeconds,
            long deadlocks) {}

    private final Product product;
    private final Connection database;
    private final int tenants;
    private final int events;

    Closing(Path folder, int tenants, int events) throws Exception {
        this.tenants = tenants;
        this.events = events;
        product = new Product(
                        StartUp.JAVA_OPTIONS,
                        StartUp.emptied(folder.resolve("data-closing")),
                        folder.resolve("terminal-closing.txt"),
                        StartUp.freePort(),
                        Map.of())
                .ready();
        database = product.openEmbeddedDatabase();
    }

    /** Makes the tenants and a month of use, all of it before this month began, and lets the clock find it. */
    Run run() throws Exception {
        fill();
        var aggregate = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            number(
                    "SELECT COUNT(*) FROM (SELECT tenant_id, model_id, price_version_id, COUNT(*), SUM(input_tokens),"
                            + " SUM(cached_input_tokens), SUM(cache_write_tokens), SUM(output_tokens), SUM(charge_n)"
                            + " FROM usage_event WHERE period_id IS NOT NULL GROUP BY tenant_id, model_id, price_version_id) t");
            aggregate.add((System.nanoTime() - start) / 1e6);
        }
        warmUp();
        double before = resident();
        long asked = status("Questions");
        long deadlocks = status("Innodb_deadlocks");
        double server = StartUp.processorSeconds(product.server());
        double own = StartUp.processorSeconds(databaseProcess());
        run("UPDATE period SET end_at = to_day WHERE tenant_id IN (SELECT id FROM tenant WHERE name LIKE 'Closing %')");
        awaitBills("Closing", tenants);
        double micros = number("SELECT TIMESTAMPDIFF(MICROSECOND, MIN(p.closed_at), MAX(p.billed_at)) FROM period p"
                + " JOIN tenant t ON t.id = p.tenant_id WHERE t.name LIKE 'Closing %'");
        int invoices = (int) number("SELECT COUNT(*) FROM invoice i JOIN tenant t ON t.id = i.tenant_id"
                + " WHERE t.name LIKE 'Closing %'");
        return new Run(
                Bench.quantile(aggregate, 0.5),
                micros / 1000,
                resident() - before,
                invoices,
                (status("Questions") - asked) / (double) tenants,
                StartUp.processorSeconds(product.server()) - server,
                StartUp.processorSeconds(databaseProcess()) - own,
                status("Innodb_deadlocks") - deadlocks);
    }

    /** Drafting the bill of one tenant: the one query over its days that preview and closing both ask, in milliseconds. */
    double draftMillis() throws SQLException {
        var times = new ArrayList<Double>();
        for (int i = 1; i <= 50; i++) {
            long start = System.nanoTime();
            number(
                    "SELECT COUNT(*) FROM (SELECT d.model_id, m.label, d.price_version_id, d.late, MIN(d.day), MAX(d.day),"
                            + " SUM(d.calls), SUM(d.charge_n), SUM(d.line_n) FROM usage_day d JOIN model m ON m.id = d.model_id"
                            + " WHERE d.tenant_id = " + id("a", String.valueOf(i)) + " AND d.period_id = "
                            + id("b", String.valueOf(i)) + " GROUP BY d.model_id, d.price_version_id, d.late) t");
            times.add((System.nanoTime() - start) / 1e6);
        }
        return Bench.quantile(times, 0.5);
    }

    private void fill() throws SQLException {
        var month = YearMonth.now(java.time.Clock.systemUTC()).minusMonths(1);
        var from = month.atDay(1);
        var to = month.plusMonths(1).atDay(1);
        var all = "(SELECT seq FROM seq_1_to_" + (tenants + WARMING) + ") s";
        run("SET FOREIGN_KEY_CHECKS = 0");
        for (var trigger : List.of("usage_event_in_open_period", "usage_event_is_kept", "usage_event_is_not_deleted")) {
            run("DROP TRIGGER " + trigger);
        }
        run("INSERT INTO tenant (id, name, currency, zone, locale, state, created_at) SELECT " + id("a", "seq")
                + ", CONCAT(IF(seq > " + tenants + ", 'Warming ', 'Closing '), seq), 'USD', 'UTC', 'en', 'ACTIVE', '"
                + from + "' FROM " + all);
        run("INSERT INTO wallet (id, tenant_id, currency, available_n, held_n, seq, state) SELECT " + id("c", "seq")
                + ", " + id("a", "seq") + ", 'USD', 0, 0, 0, 'ACTIVE' FROM " + all);
        run("INSERT INTO period (id, tenant_id, from_day, to_day, start_at, end_at, zone, state, cycle) SELECT "
                + id("b", "seq") + ", " + id("a", "seq") + ", '" + from + "', '" + to + "', '" + from
                + "', '2199-01-01', 'UTC', 'OPEN', 'CALENDAR' FROM " + all);
        plan();
        run(
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on, ending, changes)"
                        + " SELECT " + id("d", "seq") + ", " + id("a", "seq") + ", " + id("e", "2")
                        + ", 'ACTIVE', 'CALENDAR', '"
                        + from.minusMonths(1) + "', 8, '" + from.minusMonths(1) + "', FALSE, 0 FROM " + all);
        var prices = new ArrayList<String>();
        for (int i = 0; i < MODELS; i++) {
            var found = i % 2;
            prices.add(text("SELECT CONCAT(\"'\", m.id, \"', '\", p.id, \"'\") FROM model m JOIN price_version p ON"
                    + " p.model_id = m.id ORDER BY m.name LIMIT 1 OFFSET " + found));
        }
        long seconds = Duration.between(from.atStartOfDay(), to.atStartOfDay()).toSeconds();
        var models = List.copyOf(new java.util.LinkedHashSet<>(prices));
        for (int i = 0; i < models.size(); i++) {
            run("INSERT INTO usage_event (call_id, tenant_id, member_id, model_id, price_version_id, period_id, at,"
                    + " input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, source,"
                    + " estimated, flagged, local_input_tokens, local_output_tokens, charge_n, overrun_n, cost_n)"
                    + " SELECT " + id("f", "seq") + ", " + id("a", "1 + seq MOD " + tenants) + ", " + id("9", "seq")
                    + ", "
                    + models.get(i) + ", " + id("b", "1 + seq MOD " + tenants) + ", '" + from
                    + "' + INTERVAL (seq * 7919) MOD " + seconds
                    + " SECOND, 500, 0, 0, 200, 0, 'PROVIDER', 0, 0, 500, 200,"
                    + " 650000, 0, 0 FROM seq_" + (1 + events / models.size() * i) + "_to_"
                    + events / models.size() * (i + 1));
        }
        run("INSERT INTO usage_day (tenant_id, period_id, day, model_id, price_version_id, late, calls, input_tokens,"
                + " cached_input_tokens, cache_write_tokens, output_tokens, charge_n, plan_n, promo_n, paid_n, line_n,"
                + " overrun_n, cost_n) SELECT tenant_id, period_id, DATE(at), model_id, price_version_id, FALSE, COUNT(*),"
                + " SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens), SUM(output_tokens), SUM(charge_n),"
                + " SUM(charge_n) - SUM(charge_n) DIV 10, 0, 0, SUM(charge_n) DIV 10, 0, 0 FROM usage_event"
                + " GROUP BY tenant_id, period_id, DATE(at), model_id, price_version_id");
        run("ANALYZE TABLE usage_event, usage_day, period, tenant");
        run("SET FOREIGN_KEY_CHECKS = 1");
    }

    private void plan() throws SQLException {
        run("INSERT INTO plan (id, name, audience, state, place, created_at) VALUES (" + id("e", "1")
                + ", 'Closing', 'COMPANY', 'WITHDRAWN', 99, UTC_TIMESTAMP(6))");
        run(
                "INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n, included_seats,"
                        + " allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days, trial_allowance_n, credit_line_n,"
                        + " every_model, every_plugin, created_at) VALUES (" + id("e", "2") + ", " + id("e", "1")
                        + ", 1, 'RETIRED', 'USD', '', 49000000000, 12000000000, 5, 20000000000, 'TENANT', 0, 'CALENDAR', 0, 0,"
                        + " 50000000000, TRUE, TRUE, UTC_TIMESTAMP(6))");
    }

    /** An id that is reckoned from a number, so that rows find each other without a join. */
    private static String id(String kind, String number) {
        return "CAST(CONCAT('" + kind + "0000000-0000-7000-8000-', LPAD(HEX(" + number + "), 12, '0')) AS UUID)";
    }

    /** Some tenants without use first: midnight finds a server that has been running. */
    private void warmUp() throws SQLException {
        run("UPDATE period SET end_at = to_day WHERE tenant_id IN (SELECT id FROM tenant WHERE name LIKE 'Warming %')");
        awaitBills("Warming", WARMING);
    }

    private void awaitBills(String name, int all) {
        Awaitility.await("all tenants billed")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        number("SELECT COUNT(*) FROM period p JOIN tenant t ON t.id = p.tenant_id WHERE t.name LIKE '"
                                        + name + " %' AND p.billed_at IS NOT NULL")
                                == all);
    }

    private ProcessHandle databaseProcess() {
        return product.server().children().findFirst().orElseThrow();
    }

    private long status(String name) throws SQLException {
        return number(
                "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = '" + name + "'");
    }

    private double resident() throws Exception {
        return StartUp.mebibytes(product.server());
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
        try {
            product.stop(); // killed, it would leave its database behind
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
