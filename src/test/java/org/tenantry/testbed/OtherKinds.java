package org.tenantry.testbed;

import java.sql.SQLException;
import org.tenantry.values.Ids;

/** Models of the stub that make vectors and transcripts; switched off when the tests that need them are over. */
public final class OtherKinds {
    /** 0.02 for a million tokens. */
    public static final String VECTORS = "wire-vectors";

    /** The same for texts whose tokens are not known here, by name of no tokenizer. */
    public static final String STRANGE = "wire-vectors-strange";

    /** 0.006 a minute. */
    public static final String SOUND = "wire-sound";

    private OtherKinds() {}

    public static void on() throws SQLException {
        add(VECTORS, "EMBEDDING", "cl100k_base", 8_191, "TOKENS", 20_000_000, 0);
        add(STRANGE, "EMBEDDING", "estimate", 512, "TOKENS", 20_000_000, 0);
        add(SOUND, "TRANSCRIPTION", "estimate", 1, "AUDIO", 0, 6_000_000);
        turn("ON");
    }

    public static void off() throws SQLException {
        turn("OFF");
    }

    private static void add(
            String name, String kind, String tokenizer, int longest, String unit, long inputN, long minuteN)
            throws SQLException {
        if (Newcomer.number("SELECT COUNT(*) FROM model WHERE name = ?", name) > 0) {
            return;
        }
        var id = Ids.next();
        Newcomer.run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, kind, tokenizer, context_tokens,"
                        + " most_output_tokens, state, created_at) SELECT ?, id, ?, ?, ?, ?, ?, ?, 1, 'OFF',"
                        + " UTC_TIMESTAMP(6) FROM provider WHERE name = 'Stub'",
                id,
                name,
                "up-" + name,
                name,
                kind,
                tokenizer,
                longest);
        Newcomer.run(
                "INSERT INTO price_version (id, model_id, currency, unit, valid_from, sell_input_n,"
                        + " sell_cached_input_n, sell_cache_write_n, sell_output_n, sell_minute_n, created_at)"
                        + " VALUES (?, ?, 'USD', ?, '2020-01-01', ?, ?, ?, 0, ?, UTC_TIMESTAMP(6))",
                Ids.next(),
                id,
                unit,
                inputN,
                inputN,
                inputN,
                minuteN);
    }

    private static void turn(String state) throws SQLException {
        Newcomer.run("UPDATE model SET state = ? WHERE name IN (?, ?, ?)", state, VECTORS, STRANGE, SOUND);
    }
}
