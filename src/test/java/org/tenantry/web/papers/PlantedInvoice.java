package org.tenantry.web.papers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.tenantry.testbed.Bed;
import org.tenantry.values.Ids;

/**
 * Plants an invoice into the books of a tenant of the provisioning file, booked as a real one is: a plan's fees, and all
 * use of the open period so far as use that credit has paid.
 */
final class PlantedInvoice {
    private static final String SELLER =
            "{\"name\":\"Example Hosting\",\"address\":\"Lindenstraße 7\\nBerlin\",\"taxId\":\"DE123\",\"bank\":\"Beispielbank\",\"bankAccount\":\"DE02 1203\",\"phone\":\"\",\"email\":\"billing@hosting.example\"}";
    private static final String BUYER =
            "{\"name\":\"桦木 <b>科技</b>\",\"address\":\"上海市\\n浦东新区\",\"taxId\":\"91310115MA1K35XX0Y\",\"bank\":\"工商银行\",\"bankAccount\":\"1001\",\"phone\":\"021\",\"email\":\"ap@birch.example\"}";

    private final Connection database;
    private final UUID tenant;
    private final UUID period;
    private final UUID invoice = Ids.next();
    private int line = 1;

    private PlantedInvoice(Connection database, UUID tenant, UUID period) {
        this.database = database;
        this.tenant = tenant;
        this.period = period;
    }

    /** A finalised invoice of that tenant under that number; answers its id. */
    static UUID finalised(String tenantName, String number) throws SQLException {
        try (var database = Bed.database()) {
            var tenant = id(database, "SELECT id FROM tenant WHERE name = ?", tenantName);
            var period = id(database, "SELECT id FROM period WHERE tenant_id = ? AND state = 'OPEN'", tenant);
            return new PlantedInvoice(database, tenant, period).plant(number);
        }
    }

    private UUID plant(String number) throws SQLException {
        database.setAutoCommit(false);
        run(
                "INSERT INTO invoice (id, tenant_id, kind, state, period_id, ref, currency, zone, service_from, service_to,"
                        + " net_n, tax_n, total_n, paid_n, credited_n, drafted_at, finalise_after, fapiao) SELECT ?, ?,"
                        + " 'PERIOD', 'DRAFT', id, ?, 'USD', zone, from_day, to_day, 31010000000, 5890000000, 36900000000,"
                        + " 0, 0, UTC_TIMESTAMP(6), '2099-01-01', 'NONE' FROM period WHERE id = ?",
                invoice,
                tenant,
                invoice,
                period);
        use();
        line("BASE", "Team", null, 1, 20_000_000_000L, 20_000_000_000L, 3_800_000_000L);
        line("SEATS", "Team", 22, 3, 5_000_000_000L, 11_000_000_000L, 2_090_000_000L);
        line("ROUNDING", "", null, 1, null, 10_000_000L, 0);
        run(
                "UPDATE invoice SET state = 'FINALISED', number = ?, finalised_at = UTC_TIMESTAMP(6), issued_on = CURDATE(),"
                        + " due_on = '2099-01-15', seller = ?, buyer = ? WHERE id = ?",
                number,
                SELLER,
                BUYER,
                invoice);
        book(number);
        return invoice;
    }

    private void use() throws SQLException {
        try (var query = database.prepareStatement(
                "SELECT d.model_id, d.price_version_id, m.label, MIN(d.day), MAX(d.day) + INTERVAL 1 DAY,"
                        + " SUM(d.input_tokens + d.output_tokens), SUM(d.charge_n) FROM usage_day d JOIN model m"
                        + " ON m.id = d.model_id WHERE d.tenant_id = ? AND d.period_id = ? AND d.late = 0"
                        + " GROUP BY d.model_id, d.price_version_id")) {
            query.setString(1, tenant.toString());
            query.setString(2, period.toString());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    run(
                            "INSERT INTO invoice_line (tenant_id, invoice_id, line, kind, item, period_id, subject,"
                                    + " service_from, service_to, quantity, unit_n, exact_n, settled_n, amount_n, tax_rate_bp,"
                                    + " tax_name, tax_n, model_id, price_version_id)"
                                    + " VALUES (?, ?, ?, 'USAGE', ?, ?, ?, ?, ?, ?, NULL, ?, ?, 0, 1900, 'VAT', 0, ?, ?)",
                            tenant,
                            invoice,
                            line++,
                            "test:" + invoice + line,
                            period,
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getLong(6),
                            rows.getLong(7),
                            rows.getLong(7),
                            rows.getString(1),
                            rows.getString(2));
                }
            }
        }
        line = 100;
    }

    private void line(String kind, String subject, Integer days, int quantity, Long unitN, long amountN, long taxN)
            throws SQLException {
        run(
                "INSERT INTO invoice_line (tenant_id, invoice_id, line, kind, item, period_id, subject, service_from,"
                        + " service_to, days, of_days, quantity, unit_n, exact_n, settled_n, amount_n, tax_rate_bp, tax_name,"
                        + " tax_n) SELECT tenant_id, ?, ?, ?, ?, id, ?, from_day, to_day, ?, ?, ?, ?, ?, 0, ?, 1900, 'VAT', ?"
                        + " FROM period WHERE id = ?",
                invoice,
                line++,
                kind,
                kind + ":" + invoice,
                subject,
                days,
                days == null ? null : 30,
                quantity,
                unitN,
                amountN,
                amountN,
                taxN,
                period);
    }

    private void book(String number) throws SQLException {
        var posting = Ids.next();
        run("UPDATE wallet SET seq = seq + 1 WHERE tenant_id = ?", tenant);
        run(
                "INSERT INTO posting (id, tenant_id, wallet_id, seq, kind, ref, note, wallet_change_n, balance_after_n, at)"
                        + " SELECT ?, tenant_id, id, seq, 'INVOICE', ?, ?, 0, available_n, UTC_TIMESTAMP(6) FROM wallet"
                        + " WHERE tenant_id = ?",
                posting,
                invoice,
                number,
                tenant);
        entry(posting, 1, "RECEIVABLE", -36_900_000_000L);
        entry(posting, 2, "FEES", 31_000_000_000L);
        entry(posting, 3, "TAX", 5_890_000_000L);
        entry(posting, 4, "ROUNDING", 10_000_000L);
        database.commit();
        database.setAutoCommit(true);
    }

    private void entry(UUID posting, int number, String account, long amountN) throws SQLException {
        run(
                "INSERT INTO ledger_entry (posting_id, line, tenant_id, account, lot_id, amount_n)"
                        + " VALUES (?, ?, ?, ?, NULL, ?)",
                posting,
                number,
                tenant,
                account,
                amountN);
    }

    private void run(String sql, Object... values) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID id ? id.toString() : values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static UUID id(Connection database, String sql, Object value) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setObject(1, value.toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return UUID.fromString(rows.getString(1));
            }
        }
    }
}
