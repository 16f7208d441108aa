package org.tenantry.metering;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;
import org.tenantry.values.TokenUsage;

/**
 * Where a call stands and what it took and cost. {@code open}: still running, nothing charged yet; {@code charged} false
 * on an ended call: nobody pays. {@code ending} and {@code failure} are empty while it runs or when there is none.
 */
public record CallReceipt(
        RequestId id,
        TenantId tenant,
        boolean open,
        boolean charged,
        TokenUsage usage,
        Money charge,
        boolean estimated,
        String ending,
        String failure) {
    static Map<RequestId, CallReceipt> read(EntityManager em, Collection<RequestId> ids) {
        var found = new HashMap<RequestId, CallReceipt>();
        if (ids.isEmpty()) {
            return found;
        }
        var marks = "?" + ", ?".repeat(ids.size() - 1);
        var rows = Rows.read(
                em,
                "SELECT c.id, c.tenant_id, c.state, c.ending, c.failure, w.currency, u.input_tokens,"
                        + " u.cached_input_tokens, u.cache_write_tokens, u.output_tokens, u.reasoning_tokens,"
                        + " u.charge_n, u.estimated, u.audio_ms FROM model_call c JOIN wallet w ON w.id = c.wallet_id"
                        + " LEFT JOIN usage_event u ON u.call_id = c.id WHERE c.id IN (" + marks + ")",
                ids.stream().map(RequestId::value).toArray());
        for (var row : rows) {
            var id = new RequestId(uuid(row[0]));
            boolean paid = row[6] != null;
            found.put(
                    id,
                    new CallReceipt(
                            id,
                            new TenantId(uuid(row[1])),
                            ModelCall.State.valueOf(row[2].toString()).ordinal() < ModelCall.State.SETTLED.ordinal(),
                            paid,
                            paid ? usage(row) : TokenUsage.NONE,
                            Money.of(paid ? number(row[11]) : 0, row[5].toString()),
                            paid && truth(row[12]),
                            row[3] == null ? "" : row[3].toString(),
                            row[4] == null ? "" : row[4].toString()));
        }
        return found;
    }

    private static TokenUsage usage(Object[] row) {
        return new TokenUsage(
                number(row[6]), number(row[7]), number(row[8]), number(row[9]), number(row[10]), number(row[13]));
    }
}
