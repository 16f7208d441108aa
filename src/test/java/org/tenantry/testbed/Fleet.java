package org.tenantry.testbed;

import java.sql.SQLException;
import java.util.UUID;
import org.tenantry.values.Ids;

/**
 * Three models of the built-in provider with a price in a currency that no other test uses, weak to strong and cheap to
 * dear, and two companies that pay in it: what is offered to them is theirs alone.
 */
public record Fleet(UUID tenant, String admin, String other, UUID provider) {
    private static final String[] LABELS = {"Small", "Medium", "Large"};
    private static final int[] STRENGTHS = {1, 3, 5};
    private static final long CREDIT_N = 1_000_000_000_000_000L;

    public static Fleet opens(String currency) throws SQLException {
        var provider = Ids.next();
        Newcomer.run(
                "INSERT INTO provider (id, name, kind, base_url, state, asks_usage, first_byte_seconds, idle_seconds,"
                        + " total_seconds, created_at) VALUES (?, ?, 'DEMO', '', 'ON', 1, 10, 10, 60, UTC_TIMESTAMP(6))",
                provider,
                "Fleet " + provider);
        for (int i = 0; i < LABELS.length; i++) {
            model(provider, currency, i);
        }
        var first = company(currency);
        var second = company(currency);
        return new Fleet(first.tenant(), first.email(), second.email(), provider);
    }

    /** What the admin of the first company reads from the next sign-in on. */
    public void speaks(String language) throws SQLException {
        Newcomer.run("UPDATE person SET locale = ? WHERE email = ?", language, admin);
    }

    /** Switches the models off, so that other tests do not find them. */
    public void leaves() throws SQLException {
        Newcomer.run("UPDATE model SET state = 'OFF' WHERE provider_id = ?", provider);
    }

    private record Company(UUID tenant, String email) {}

    private static Company company(String currency) throws SQLException {
        var firm = Firm.open("Fleet " + Ids.next());
        Newcomer.run("UPDATE tenant SET currency = ? WHERE id = ?", currency, firm.tenant());
        Newcomer.run(
                "UPDATE wallet SET currency = ?, available_n = ? WHERE tenant_id = ?",
                currency,
                CREDIT_N,
                firm.tenant());
        var posting = Ids.next();
        var lot = Ids.next();
        Newcomer.run(
                "INSERT INTO credit_lot (id, tenant_id, wallet_id, kind, priority, granted_n, remaining_n, created_at)"
                        + " SELECT ?, tenant_id, id, 'PROMO', 20, ?, ?, UTC_TIMESTAMP(6) FROM wallet WHERE tenant_id = ?",
                lot,
                CREDIT_N,
                CREDIT_N,
                firm.tenant());
        Newcomer.run(
                "INSERT INTO posting (id, tenant_id, wallet_id, seq, kind, ref, note, wallet_change_n, balance_after_n, at)"
                        + " SELECT ?, tenant_id, id, 1, 'GRANT', ?, '', ?, ?, UTC_TIMESTAMP(6) FROM wallet WHERE tenant_id = ?",
                posting,
                "fleet-" + firm.tenant(),
                CREDIT_N,
                CREDIT_N,
                firm.tenant());
        Newcomer.run("UPDATE wallet SET seq = 1 WHERE tenant_id = ?", firm.tenant());
        Newcomer.run(
                "INSERT INTO ledger_entry (posting_id, line, tenant_id, account, lot_id, amount_n)"
                        + " VALUES (?, 1, ?, 'WALLET', ?, ?), (?, 2, ?, 'PROMO_COST', NULL, ?)",
                posting,
                firm.tenant(),
                lot,
                CREDIT_N,
                posting,
                firm.tenant(),
                -CREDIT_N);
        return new Company(firm.tenant(), firm.admin().email());
    }

    private static void model(UUID provider, String currency, int i) throws SQLException {
        var model = Ids.next();
        Newcomer.run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                        + " most_output_tokens, state, strength, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, 'o200k_base', 32000, 2000, 'ON', ?, UTC_TIMESTAMP(6))",
                model,
                provider,
                "fleet-" + model,
                i == 0 ? "demo-fast" : "demo-fast-" + i,
                LABELS[i],
                STRENGTHS[i]);
        long in = (i + 1) * (i + 1) * 1_000_000_000_000L;
        Newcomer.run(
                "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                        + " sell_cache_write_n, sell_output_n, created_at) VALUES (?, ?, ?, '2020-01-01', ?, ?, ?, ?,"
                        + " UTC_TIMESTAMP(6))",
                Ids.next(),
                model,
                currency,
                in,
                in,
                in,
                4 * in);
    }
}
