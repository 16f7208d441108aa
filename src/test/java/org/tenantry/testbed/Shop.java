package org.tenantry.testbed;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.Periods;
import org.tenantry.models.Capabilities;
import org.tenantry.models.ModelKind;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.ProviderKind;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.Price;

/** Sets up tenants and models of their own for tests that run inside the server. */
@Stateless
public class Shop {
    public static final Currency USD = Currency.getInstance("USD");

    @Inject
    People people;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    @Inject
    Periods periods;

    @Resource(lookup = "java:app/jdbc/tenantry")
    DataSource dataSource;

    /** A fresh tenant with one admin and a wallet with this much paid credit (none for 0). */
    public Caller customer(long creditN) {
        return customer(creditN, ZoneId.of("Europe/Berlin"));
    }

    /** The same in another zone. */
    public Caller customer(long creditN, ZoneId zone) {
        var name = "T-" + Ids.next();
        var tenant = tenants.create(name, USD, zone, Locale.ENGLISH);
        var person =
                people.create(name.toLowerCase(Locale.ROOT) + "@test.example", name, "correct horse battery", false);
        var member = tenants.seat(tenant, person, Role.ADMIN);
        ledger.open(tenant, "USD");
        periods.openFirst(tenant, zone);
        if (creditN > 0) {
            lots.credit(tenant, LotKind.PAID, new Money(creditN, USD), Optional.empty(), "start-" + tenant, "");
        }
        return new Caller(person, tenant, member, true, false, Locale.ENGLISH, zone, USD);
    }

    /** The same with another currency: what is offered in it is this test's alone, if no other uses it. */
    public Caller customer(long creditN, ZoneId zone, Currency currency) {
        var name = "T-" + Ids.next();
        var tenant = tenants.create(name, currency, zone, Locale.ENGLISH);
        var person =
                people.create(name.toLowerCase(Locale.ROOT) + "@test.example", name, "correct horse battery", false);
        var member = tenants.seat(tenant, person, Role.ADMIN);
        ledger.open(tenant, currency.getCurrencyCode());
        periods.openFirst(tenant, zone);
        lots.credit(tenant, LotKind.PAID, new Money(creditN, currency), Optional.empty(), "start-" + tenant, "");
        return new Caller(person, tenant, member, true, false, Locale.ENGLISH, zone, currency);
    }

    /** A model of this strength with a price in that currency alone. */
    public ModelId model(String label, int strength, String inputPrice, String outputPrice, Currency currency) {
        var model = model("0", "0").id();
        run("UPDATE model SET label = ?, strength = ? WHERE id = ?", label, strength, model.value());
        long in = Money.of(new BigDecimal(inputPrice), currency).nanos();
        long out = Money.of(new BigDecimal(outputPrice), currency).nanos();
        run("DELETE FROM price_version WHERE model_id = ?", model.value());
        run(
                "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                        + " sell_cache_write_n, sell_output_n, created_at) VALUES (?, ?, ?, '2020-01-01', ?, ?, ?, ?,"
                        + " UTC_TIMESTAMP(6))",
                Ids.next(),
                model.value(),
                currency.getCurrencyCode(),
                in,
                in,
                in,
                out);
        return model;
    }

    /** Someone else of the same tenant. */
    public Caller colleague(Caller of) {
        var name = "P-" + Ids.next();
        var person =
                people.create(name.toLowerCase(Locale.ROOT) + "@test.example", name, "correct horse battery", false);
        var member = tenants.seat(of.tenant(), person, Role.MEMBER);
        return new Caller(person, of.tenant(), member, false, false, Locale.ENGLISH, of.zone(), USD);
    }

    /**
     * A company plan on sale in dollars, with a name of its own: {@code columns} are changes to the version, such as
     * {@code "base_fee_n = 49000000000, trial_days = 14"}. It has one seat, no fee and no allowance but for them.
     */
    public UUID plan(String name, String columns) {
        var plan = Ids.next();
        var version = Ids.next();
        run(
                "INSERT INTO plan (id, name, audience, state, place, created_at)"
                        + " VALUES (?, ?, 'COMPANY', 'OFFERED', 1000, UTC_TIMESTAMP(6))",
                plan,
                name + " " + plan);
        run(
                "INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n,"
                        + " included_seats, allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days,"
                        + " trial_allowance_n, credit_line_n, every_model, every_plugin, created_at)"
                        + " VALUES (?, ?, 1, 'DRAFT', 'USD', '', 0, 0, 1, 0, 'TENANT', 0, 'CALENDAR', 0, 0, 0, TRUE, TRUE,"
                        + " UTC_TIMESTAMP(6))",
                version,
                plan);
        run("UPDATE plan_version SET " + columns + " WHERE id = ?", version);
        run("UPDATE plan_version SET state = 'ON_SALE', on_sale_at = UTC_TIMESTAMP(6) WHERE id = ?", version);
        return version;
    }

    /** Rows of a query, each column as text, parted by a bar. */
    public List<String> rows(String sql, Object... values) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID id ? id.toString() : values[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getString(i));
                    }
                    found.add(String.join(" | ", row));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The statements of the invariants that find something now, with what they found first. */
    public List<String> brokenInvariants() {
        String sql;
        try (var in = Shop.class.getResourceAsStream("/db/invariants.sql")) {
            sql = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        var broken = new ArrayList<String>();
        for (var statement : sql.replaceAll("(?m)^--.*$", "").split(";")) {
            if (!statement.isBlank()) {
                rows(statement).stream()
                        .filter(row -> !row.equals("0"))
                        .findFirst()
                        .ifPresent(row -> broken.add(row + ": " + statement.strip()));
            }
        }
        return broken;
    }

    /** A model that nobody answers for: price in units per million input and output tokens. */
    public OfferedModel model(String inputPrice, String outputPrice) {
        var provider = Ids.next();
        var model = Ids.next();
        var price = Ids.next();
        long in = Money.of(new BigDecimal(inputPrice), USD).nanos();
        long out = Money.of(new BigDecimal(outputPrice), USD).nanos();
        run(
                "INSERT INTO provider (id, name, kind, base_url, state, asks_usage, first_byte_seconds, idle_seconds,"
                        + " total_seconds, created_at) VALUES (?, ?, 'DEMO', '', 'ON', 1, 10, 10, 60, UTC_TIMESTAMP(6))",
                provider,
                "Provider " + provider);
        run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                        + " most_output_tokens, state, created_at)"
                        + " VALUES (?, ?, ?, ?, 'M', 'o200k_base', 100000, 1000, 'ON', UTC_TIMESTAMP(6))",
                model,
                provider,
                "model-" + model,
                "up-" + model);
        run(
                "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                        + " sell_cache_write_n, sell_output_n, buy_input_n, buy_cached_input_n, buy_cache_write_n,"
                        + " buy_output_n, created_at) VALUES (?, ?, 'USD', '2020-01-01', ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " UTC_TIMESTAMP(6))",
                price,
                model,
                in,
                in / 2,
                in,
                out,
                in / 2,
                in / 4,
                in / 2,
                out / 2);
        return new OfferedModel(
                new ModelId(model),
                "model-" + model,
                "up-" + model,
                "M",
                "Provider",
                ProviderKind.DEMO,
                "o200k_base",
                100_000,
                1000,
                Capabilities.NONE,
                price,
                new Price(USD, in, in / 2, in, out),
                new Price(USD, in / 2, in / 4, in / 2, out / 2),
                0,
                ModelKind.CHAT);
    }

    /** Runs one statement on the database of the server. */
    public int run(String sql, Object... values) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID id ? id.toString() : values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the first row, as a number. */
    public long number(String sql, Object... values) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID id ? id.toString() : values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The tables and columns in which this text stands, whole or as a part. */
    public List<String> found(String text) {
        var places = new ArrayList<String>();
        for (var column : strings(
                "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext')")) {
            var table = column.substring(0, column.indexOf('.'));
            if (number("SELECT COUNT(*) FROM " + table + " WHERE INSTR(" + column + ", ?) > 0", text) > 0) {
                places.add(column);
            }
        }
        return places;
    }

    /**
     * Every table with a sum of all that stands in it: equal before and after means that nothing was changed. What the
     * server's own clocks note down in the meantime is left out.
     */
    public Map<String, Long> contents() {
        var sums = new TreeMap<String, Long>();
        for (var table : strings(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name NOT IN ('node_circuit', 'provider_key', 'limit_share', 'limit_open', 'limit_node') AND table_name NOT LIKE 'book_audit%'")) {
            sums.put(table, Long.parseLong(strings("CHECKSUM TABLE " + table, 2).get(0)));
        }
        sums.put(
                "provider_key",
                number(
                        "SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', id, provider_id, label, sealed_key, weight, state))), 0)"
                                + " FROM provider_key"));
        return sums;
    }

    private List<String> strings(String sql) {
        return strings(sql, 1);
    }

    private List<String> strings(String sql, int column) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(column));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
