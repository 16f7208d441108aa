package org.tenantry.metering;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.tenantry.plans.Entitlements;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Refusal;

/**
 * Keeps a tenant within what its plan says of answers at a time and requests per minute. Both are counted from the
 * calls themselves and by the database's clock, one call of a tenant after the other, so they hold on every node. A plan
 * without such a limit costs nothing here.
 */
@Stateless
public class Pace {
    private static final int MINUTE_SECONDS = 60;

    @PersistenceContext
    EntityManager em;

    @Inject
    Entitlements entitlements;

    @Inject
    Meter meter;

    /** Refuses one call too many; a request that was made before is not one more. Joins the caller's transaction. */
    public void admit(Caller caller, Terms terms, String idempotencyKey, String bodyHash) {
        if (terms.streams() == 0 && terms.requestsPerMinute() == 0) {
            return;
        }
        entitlements.oneByOne(caller.tenant());
        if (meter.asked(caller, idempotencyKey, bodyHash).isPresent()) {
            return;
        }
        if (terms.streams() > 0 && open(caller) >= terms.streams()) {
            throw new Refusal(429, "plans.refusal.streams", terms.name(), terms.streams());
        }
        if (terms.requestsPerMinute() > 0) {
            admitByMinute(caller, terms);
        }
    }

    /** Calls that are being answered: one whose lease has run out is dead, even if nobody has ended it yet. */
    private long open(Caller caller) {
        return number(read(
                        em,
                        "SELECT COUNT(*), 0 FROM model_call WHERE state IN ('HELD', 'SENT')"
                                + " AND lease_until > UTC_TIMESTAMP(6) AND tenant_id = ?",
                        caller.tenant().value())
                .get(0)[0]);
    }

    private void admitByMinute(Caller caller, Terms terms) {
        var row = read(
                        em,
                        "SELECT COUNT(*), COALESCE(TIMESTAMPDIFF(SECOND, MIN(created_at), UTC_TIMESTAMP(6)), 0)"
                                + " FROM model_call WHERE tenant_id = ?"
                                + " AND created_at > UTC_TIMESTAMP(6) - INTERVAL 60 SECOND",
                        caller.tenant().value())
                .get(0);
        if (number(row[0]) >= terms.requestsPerMinute()) {
            long seconds = Math.max(1, MINUTE_SECONDS - number(row[1]));
            throw new Refusal(429, "plans.refusal.rate", terms.name(), terms.requestsPerMinute(), seconds);
        }
    }
}
