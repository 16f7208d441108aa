package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** The two steps of redeeming, each a transaction of its own: taking one of the tries of this hour, and the redeeming. */
@Stateless
public class VoucherTries {
    /** Wrong codes that a tenant may type in one hour, on all nodes together. */
    static final int MOST_WRONG = 20;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Lots lots;

    /** Counts a try as wrong before it is made, so that many at once cannot slip by; answers the hour it counts in. */
    public Instant take(TenantId tenant) {
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        int taken = Rows.change(
                em,
                "UPDATE voucher_attempt SET wrong = wrong + 1 WHERE tenant_id = ? AND hour = ? AND wrong < ?",
                tenant.value(),
                hour,
                MOST_WRONG);
        if (taken == 0) {
            begin(tenant, hour);
        }
        return hour;
    }

    /** The first try of an hour; two first ones at once are set right by running the second again. */
    private void begin(TenantId tenant, Instant hour) {
        boolean begun = !Rows.read(
                        em,
                        "SELECT wrong, hour FROM voucher_attempt WHERE tenant_id = ? AND hour = ?",
                        tenant.value(),
                        hour)
                .isEmpty();
        if (begun) {
            throw new Refusal(429, "vouchers.refusal.tooMany", MOST_WRONG, hour.plus(1, ChronoUnit.HOURS));
        }
        Rows.change(em, "INSERT INTO voucher_attempt (tenant_id, hour, wrong) VALUES (?, ?, 1)", tenant.value(), hour);
    }

    /** Redeems a code that is right, and counts the try as not wrong; one of the tenant's own changes nothing more. */
    public Money redeem(Caller admin, VoucherCode code, Instant hour) {
        var tenant = admin.tenant();
        var rows = Rows.read(
                em,
                "SELECT v.id, v.redeemed_by, b.state, b.expires_at, b.currency, b.amount_n, b.kind, b.credit_days, b.name"
                        + " FROM voucher v JOIN voucher_batch b ON b.id = v.batch_id WHERE v.code_hash = ? FOR UPDATE",
                code.hash());
        if (rows.isEmpty() || rows.get(0)[1] != null && !tenant.value().equals(Rows.uuid(rows.get(0)[1]))) {
            throw new InvalidInput("vouchers.refusal.notValid");
        }
        var row = rows.get(0);
        var amount = Money.of(Rows.number(row[5]), row[4].toString());
        if (row[1] == null) {
            mustBeGood(admin, row);
            credit(admin, row, amount);
        }
        Rows.change(
                em,
                "UPDATE voucher_attempt SET wrong = wrong - 1 WHERE tenant_id = ? AND hour = ? AND wrong > 0",
                tenant.value(),
                hour);
        return amount;
    }

    private void mustBeGood(Caller admin, Object[] row) {
        if ("STOPPED".equals(row[2])) {
            throw new Refusal(409, "vouchers.refusal.over");
        }
        if (row[3] != null && !Rows.instant(row[3]).isAfter(clock.instant())) {
            throw new Refusal(409, "vouchers.refusal.expired", Rows.instant(row[3]));
        }
        if (!row[4].toString().equals(admin.currency().getCurrencyCode())) {
            throw new Refusal(
                    409,
                    "vouchers.refusal.currency",
                    row[4].toString(),
                    admin.currency().getCurrencyCode());
        }
    }

    private void credit(Caller admin, Object[] row, Money amount) {
        UUID id = Rows.uuid(row[0]);
        var now = clock.instant();
        Rows.change(
                em,
                "UPDATE voucher SET redeemed_by = ?, redeemed_at = ? WHERE id = ? AND redeemed_by IS NULL",
                admin.tenant().value(),
                now,
                id);
        var end = row[7] == null
                ? Optional.<Instant>empty()
                : Optional.of(now.atZone(admin.zone())
                        .toLocalDate()
                        .plusDays(Rows.number(row[7]) + 1)
                        .atStartOfDay(admin.zone())
                        .toInstant());
        lots.credit(admin.tenant(), LotKind.valueOf(row[6].toString()), amount, end, id.toString(), row[8].toString());
        audit.record(admin.person(), admin.tenant(), "voucher.redeem", row[8].toString(), amount.toString());
    }
}
