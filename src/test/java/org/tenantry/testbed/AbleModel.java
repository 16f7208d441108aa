package org.tenantry.testbed;

import java.sql.SQLException;
import org.tenantry.values.Ids;

/**
 * Models of the stub for tests that need them: one that can do everything, and one whose answers may be very long; switched
 * off when they are over.
 */
public final class AbleModel {
    public static final String NAME = "wire-able";
    public static final String LONG = "wire-long";

    private AbleModel() {}

    public static void on() throws SQLException {
        on(NAME, "stub-tools", 2_000);
        on(LONG, "stub-fast", 200_000);
    }

    private static void on(String name, String upstream, int mostTokens) throws SQLException {
        if (Newcomer.number("SELECT COUNT(*) FROM model WHERE name = ?", name) == 0) {
            var id = Ids.next();
            Newcomer.run(
                    "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                            + " most_output_tokens, state, can_images, can_tools, can_json, created_at) SELECT ?, id, ?,"
                            + " ?, ?, 'o200k_base', ?, ?, 'OFF', 1, 1, 1, UTC_TIMESTAMP(6) FROM provider WHERE name = 'Stub'",
                    id,
                    name,
                    upstream,
                    name,
                    30_000 + mostTokens,
                    mostTokens);
            Newcomer.run(
                    "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                            + " sell_cache_write_n, sell_output_n, created_at) VALUES (?, ?, 'USD', '2020-01-01',"
                            + " 1000000000, 500000000, 1000000000, 4000000000, UTC_TIMESTAMP(6))",
                    Ids.next(),
                    id);
        }
        turn("ON", name);
    }

    public static void off() throws SQLException {
        turn("OFF", NAME);
        turn("OFF", LONG);
    }

    private static void turn(String state, String name) throws SQLException {
        Newcomer.run("UPDATE model SET state = ? WHERE name = ?", state, name);
    }
}
