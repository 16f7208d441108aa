package org.tenantry.metering;

import static org.tenantry.values.Rows.change;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.RequestId;

/**
 * Writes the tries of a call down when it ends, in one statement of the transaction that ends it. The last one is what a
 * charged call pays for; of a call that nobody pays for, none delivered. Part of {@link Meter}.
 */
record AttemptRows(EntityManager em) {
    void write(RequestId call, UUID tenant, List<Attempt> attempts, boolean charged, long outputTokens) {
        if (attempts.isEmpty()) {
            return;
        }
        var row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        var values = new ArrayList<Object>();
        for (int i = 0; i < attempts.size(); i++) {
            var attempt = attempts.get(i);
            boolean delivered = charged && i == attempts.size() - 1;
            values.add(call.value());
            values.add(attempt.number());
            values.add(tenant);
            values.add(attempt.provider().value());
            values.add(attempt.model().value());
            values.add(attempt.keyLabel());
            values.add(attempt.askedAt());
            values.add(attempt.firstTokenMillis());
            values.add(attempt.totalMillis());
            values.add(attempt.outcome());
            values.add(attempt.failure().isEmpty() ? null : attempt.failure());
            values.add(attempt.retriable());
            values.add(delivered);
            values.add(delivered ? outputTokens : 0L);
        }
        change(
                em,
                "INSERT INTO call_attempt (call_id, number, tenant_id, provider_id, model_id, key_label, asked_at,"
                        + " first_token_ms, total_ms, outcome, failure, retriable, delivered, output_tokens) VALUES "
                        + row
                        + (", " + row).repeat(attempts.size() - 1),
                values.toArray());
    }
}
