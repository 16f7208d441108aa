package org.tenantry.testbed;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.tenantry.values.Ids;

/** Programs that may not ask as they like. */
public final class LimitedKey {
    private LimitedKey() {}

    /** Of a company that has no credit. */
    public static ApiVisitor withoutCredit() throws SQLException {
        return ApiVisitor.of(Firm.open("Broke " + Ids.next()).admin().email());
    }

    /** Another of this member's, which may make so many requests a minute, and have so many answers written at a time. */
    public static ApiVisitor of(String email, Long requests, Long streams) throws SQLException {
        var visitor = ApiVisitor.of(email);
        Newcomer.run(
                "INSERT INTO rate_limit (tenant_id, whose, subject, requests, streams, changed_at) SELECT tenant_id, 'KEY',"
                        + " key_id, ?, ?, UTC_TIMESTAMP(6) FROM api_key_secret WHERE public_id = ?",
                requests == null ? 1_000_000L : requests,
                streams,
                visitor.secret().substring(3, 11));
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> visitor.get("/v1/models")
                .headers()
                .firstValue("x-ratelimit-limit-requests")
                .isPresent());
        return visitor;
    }

    /** How many calls of this program have not come to their end. */
    public static long open(ApiVisitor visitor) throws SQLException {
        return Newcomer.number(
                "SELECT COUNT(*) FROM model_call c JOIN api_key_secret s ON s.key_id = c.api_key_id"
                        + " WHERE s.public_id = ? AND c.state IN ('HELD', 'SENT')",
                visitor.secret().substring(3, 11));
    }
}
