package org.tenantry.repeats;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.guard.SecretBox;
import org.tenantry.metering.KeyReused;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;
import org.tenantry.values.RequestId;

/**
 * Sees to it that a request made again with the same Idempotency-Key has the answer of the first one and makes no second
 * call (rule 3.7). {@link #claim} first; then {@link #called} as soon as a call is held, and {@link #keep} with the
 * answer, or {@link #forget} when nothing was done that costs anything: then the same key may try again.
 */
@Stateless
public class Repeats {
    /** Longer answers are not kept. */
    public static final int LONGEST_ANSWER = 4 << 20;

    /** So long a request may take until its call is held, or until it is done if it makes none. */
    private static final String LEASE = "UTC_TIMESTAMP(6) + INTERVAL 120 SECOND";

    private static final String KEPT = "UTC_TIMESTAMP(6) - INTERVAL 48 HOUR";

    @PersistenceContext
    EntityManager em;

    @Inject
    SecretBox box;

    /**
     * Claims the key for this request, or finds the answer of the one that had it before. Refused with another body
     * ({@link KeyReused}), while the first is being answered ({@link StillRunning}), and when its answer is lost
     * ({@link AnswerLost}).
     */
    public Claim claim(Caller caller, RequestKey key) {
        var id = Ids.next();
        // on a double it locks the row for change at once: two that only looked at it would wait for each other
        change(
                em,
                "INSERT INTO request_repeat (id, tenant_id, owner_id, request_key, body_hash, state, lease_until,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, 'RUNNING', " + LEASE + ", UTC_TIMESTAMP(6))"
                        + " ON DUPLICATE KEY UPDATE request_key = request_key",
                id,
                tenant(caller),
                owner(caller),
                key.text(),
                key.bodyHash());
        var row = read(
                        em,
                        "SELECT r.id, r.body_hash, r.state, r.status, r.media_type, r.sealed_answer, r.call_id,"
                                + " r.lease_until > UTC_TIMESTAMP(6), r.created_at < " + KEPT + ", c.state,"
                                + " COALESCE(c.ended_at > UTC_TIMESTAMP(6) - INTERVAL 60 SECOND, FALSE)"
                                + " FROM request_repeat r LEFT JOIN model_call c ON c.id = r.call_id"
                                + " WHERE r.tenant_id = ? AND r.owner_id = ? AND r.request_key = ? FOR UPDATE",
                        tenant(caller),
                        owner(caller),
                        key.text())
                .get(0);
        if (id.equals(uuid(row[0]))) {
            return new Claim(id, Optional.empty());
        }
        if (truth(row[8])) {
            return taken(uuid(row[0]), id, key);
        }
        if (!key.bodyHash().equals(row[1].toString())) {
            throw new KeyReused();
        }
        return row[2].toString().equals("DONE")
                ? new Claim(uuid(row[0]), Optional.of(recorded(row)))
                : again(row, id, key);
    }

    /** The request makes this call. */
    public void called(UUID claim, RequestId call) {
        change(em, "UPDATE request_repeat SET call_id = ? WHERE id = ? AND state = 'RUNNING'", call.value(), claim);
    }

    /** Keeps the answer for 48 hours; of one that is too long only that it was given. */
    public void keep(UUID claim, Recorded answer) {
        boolean fits = answer.body().length <= LONGEST_ANSWER;
        change(
                em,
                "UPDATE request_repeat SET state = 'DONE', status = ?, media_type = ?, sealed_answer = ?,"
                        + " call_id = COALESCE(?, call_id) WHERE id = ? AND state = 'RUNNING'",
                answer.status(),
                answer.mediaType(),
                fits ? box.seal(new String(answer.body(), StandardCharsets.UTF_8), place(claim)) : null,
                answer.call().map(RequestId::value).orElse(null),
                claim);
    }

    /** Nothing came of it that costs anything: the key is free again. */
    public void forget(UUID claim) {
        change(em, "DELETE FROM request_repeat WHERE id = ? AND state = 'RUNNING'", claim);
    }

    /** Forgets what is older than 48 hours, some of it; tells how much. */
    public int sweep() {
        return change(em, "DELETE FROM request_repeat WHERE created_at < " + KEPT + " LIMIT 1000");
    }

    /** The first one runs, or its server died: what cost nothing may be done again, what was paid is lost. */
    private Claim again(Object[] row, UUID id, RequestKey key) {
        var call = uuid(row[6]);
        if (call == null) {
            if (truth(row[7])) {
                throw new StillRunning();
            }
            return taken(uuid(row[0]), id, key);
        }
        var state = row[9] == null ? "VOIDED" : row[9].toString();
        if (state.equals("VOIDED")) {
            return taken(uuid(row[0]), id, key);
        }
        if (!state.equals("SETTLED") || truth(row[10])) {
            throw new StillRunning();
        }
        throw new AnswerLost(new RequestId(call));
    }

    private Claim taken(UUID old, UUID fresh, RequestKey key) {
        change(
                em,
                "UPDATE request_repeat SET id = ?, body_hash = ?, state = 'RUNNING', call_id = NULL, status = NULL,"
                        + " media_type = NULL, sealed_answer = NULL, lease_until = " + LEASE
                        + ", created_at = UTC_TIMESTAMP(6) WHERE id = ?",
                fresh,
                key.bodyHash(),
                old);
        return new Claim(fresh, Optional.empty());
    }

    private Recorded recorded(Object[] row) {
        var call = Optional.ofNullable(uuid(row[6])).map(RequestId::new);
        if (row[5] == null) {
            throw new AnswerLost(call.orElseGet(() -> new RequestId(uuid(row[0]))));
        }
        var body = box.open(row[5].toString(), place(uuid(row[0]))).getBytes(StandardCharsets.UTF_8);
        return new Recorded((int) number(row[3]), row[4].toString(), body, call);
    }

    private static String place(UUID claim) {
        return "request_repeat " + claim;
    }

    private static UUID tenant(Caller caller) {
        return caller.hasTenant() ? caller.tenant().value() : AuditLog.OPERATOR.value();
    }

    private static UUID owner(Caller caller) {
        if (caller.apiKey() != null) {
            return caller.apiKey();
        }
        return caller.hasTenant() ? caller.member().value() : caller.person().value();
    }
}
