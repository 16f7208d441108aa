package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/**
 * Keeps the rule by which a wallet tops itself up (rule 8.3): when what is free and on its way falls below the threshold,
 * at most three times in ten minutes, and not for an hour after the card was declined.
 */
@Stateless
public class AutoTopUps {
    private static final int MOST_ORDERS = 3;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofHours(1);

    /** After this a charge that nobody answered is given up; the provider may still tell of it. */
    private static final Duration GIVEN_UP = Duration.ofHours(20);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String JOBS = "SELECT o.id, a.customer_ref, a.method_ref FROM payment_order o"
            + " JOIN auto_top_up a ON a.tenant_id = o.tenant_id WHERE o.state = 'PENDING' AND o.automatic";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    PaymentNotices notices;

    /** The rule as it stands; {@code savedAt} is null without a card, {@code restsUntil} unless it rests. */
    public record AutoTopUp(boolean on, Money threshold, Money amount, Instant savedAt, Instant restsUntil) {}

    /** An order to charge to a saved card. */
    public record Job(PaymentOrder order, String customer, String method) {}

    /** The rule of the caller's tenant; none if no card was ever saved. */
    public Optional<AutoTopUp> rule(Caller admin) {
        var currency = admin.require(Role.ADMIN).currency();
        return Rows.read(
                        em,
                        "SELECT state, threshold_n, amount_n, IF(method_ref IS NULL, NULL, saved_at), rests_until"
                                + " FROM auto_top_up WHERE tenant_id = ?",
                        admin.tenant().value())
                .stream()
                .findFirst()
                .map(row -> new AutoTopUp(
                        "ON".equals(row[0]),
                        new Money(Rows.number(row[1]), currency),
                        new Money(Rows.number(row[2]), currency),
                        Rows.instant(row[3]),
                        Optional.ofNullable(Rows.instant(row[4]))
                                .filter(rests -> rests.isAfter(clock.instant()))
                                .orElse(null)));
    }

    /** Switches the rule on with these amounts; without a saved card it is refused. */
    public void on(Caller admin, Money threshold, Money amount) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var above = Amounts.checked(threshold, admin.currency());
        var checked = Amounts.checked(amount, admin.currency());
        int found = Rows.change(
                em,
                "UPDATE auto_top_up SET state = 'ON', threshold_n = ?, amount_n = ?, rests_until = NULL, changed_at = ?"
                        + " WHERE tenant_id = ? AND method_ref IS NOT NULL",
                above.nanos(),
                checked.nanos(),
                clock.instant(),
                tenant.value());
        if (found == 0) {
            throw new InvalidInput("payments.refusal.noCard");
        }
        audit.record(admin.person(), tenant, "payment.autoOn", tenant.toString(), checked + " when below " + above);
    }

    public void off(Caller admin) {
        change(admin, "state = 'OFF'", "payment.autoOff");
    }

    /** Forgets the saved card and switches the rule off. */
    public void forget(Caller admin) {
        change(
                admin,
                "state = 'OFF', customer_ref = NULL, method_ref = NULL, saved_at = NULL",
                "payment.cardForgotten");
    }

    private void change(Caller admin, String what, String act) {
        var tenant = admin.require(Role.ADMIN).tenant();
        Rows.change(
                em,
                "UPDATE auto_top_up SET " + what + ", changed_at = ? WHERE tenant_id = ?",
                clock.instant(),
                tenant.value());
        audit.record(admin.person(), tenant, act, tenant.toString(), "");
    }

    /** Keeps the card that paid an order, for later; it replaces an older one. */
    public void save(PaymentOrder order, ProviderEvent.SavedCard card) {
        Rows.change(
                em,
                "INSERT INTO auto_top_up (tenant_id, state, provider, threshold_n, amount_n, customer_ref, method_ref,"
                        + " saved_at, changed_at) VALUES (?, 'OFF', ?, 0, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                        + " provider = VALUES(provider), customer_ref = VALUES(customer_ref),"
                        + " method_ref = VALUES(method_ref), saved_at = VALUES(saved_at), rests_until = NULL",
                order.tenant().value(),
                order.provider(),
                order.amount().nanos(),
                card.customer(),
                card.method(),
                clock.instant(),
                clock.instant());
    }

    /** Tenants whose wallet may have to be topped up. */
    public List<TenantId> due() {
        return Rows.read(
                        em,
                        "SELECT a.tenant_id, w.id FROM auto_top_up a JOIN wallet w ON w.tenant_id = a.tenant_id"
                                + " JOIN tenant t ON t.id = a.tenant_id WHERE a.state = 'ON' AND a.method_ref IS NOT NULL"
                                + " AND t.state = 'ACTIVE' AND w.state = 'ACTIVE'"
                                + " AND (a.rests_until IS NULL OR a.rests_until <= ?)"
                                + " AND w.available_n - w.held_n < a.threshold_n ORDER BY a.changed_at LIMIT 500",
                        clock.instant())
                .stream()
                .map(row -> new TenantId(Rows.uuid(row[0])))
                .toList();
    }

    /** Writes an order if one is needed now; two that ask at once get one order between them. */
    public Optional<Job> open(TenantId tenant) {
        var now = clock.instant();
        Rows.read(em, "SELECT tenant_id, state FROM auto_top_up WHERE tenant_id = ? FOR UPDATE", tenant.value());
        var rule = Rows.read(
                em,
                "SELECT a.provider, a.amount_n, w.currency FROM auto_top_up a JOIN wallet w ON w.tenant_id = a.tenant_id"
                        + " JOIN tenant t ON t.id = a.tenant_id WHERE a.tenant_id = ? AND a.state = 'ON'"
                        + " AND a.method_ref IS NOT NULL AND t.state = 'ACTIVE' AND w.state = 'ACTIVE'"
                        + " AND (a.rests_until IS NULL OR a.rests_until <= ?) AND w.available_n - w.held_n"
                        + " + (SELECT COALESCE(SUM(o.amount_n), 0) FROM payment_order o WHERE o.tenant_id = a.tenant_id"
                        + " AND o.automatic AND o.state = 'PENDING') < a.threshold_n"
                        + " AND (SELECT COUNT(*) FROM payment_order o WHERE o.tenant_id = a.tenant_id AND o.automatic"
                        + " AND o.created_at > ?) < ?",
                tenant.value(),
                now,
                now.minus(WINDOW),
                MOST_ORDERS);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        var row = rule.get(0);
        var id = new Orders(em, now)
                .add(new Orders.Wish(
                        tenant,
                        Money.of(Rows.number(row[1]), row[2].toString()),
                        row[0].toString(),
                        null,
                        true,
                        false,
                        "auto-" + Ids.next(),
                        now.plus(GIVEN_UP),
                        null));
        return jobs(" AND o.id = ?", id).stream().findFirst();
    }

    /** Charges that nobody answered, to be asked again: asking twice charges once. */
    public List<Job> unanswered() {
        return jobs(
                " AND o.provider_ref IS NULL AND o.created_at < ? ORDER BY o.created_at LIMIT 100",
                clock.instant().minus(PATIENCE));
    }

    private List<Job> jobs(String which, Object value) {
        var orders = new Orders(em, clock.instant());
        return Rows.read(em, JOBS + " AND a.method_ref IS NOT NULL" + which, value).stream()
                .map(row -> new Job(orders.byId(Rows.uuid(row[0])).orElseThrow(), row[1].toString(), row[2].toString()))
                .toList();
    }

    /** The provider has taken the charge and will tell how it ended. */
    public void sent(UUID order, String ref) {
        Rows.change(em, "UPDATE payment_order SET provider_ref = ? WHERE id = ? AND provider_ref IS NULL", ref, order);
    }

    /** The card was declined: the order fails and the rule rests for an hour; false if that is known. */
    public boolean declined(UUID id, String why) {
        var orders = new Orders(em, clock.instant());
        var order = orders.lock(id).orElseThrow(() -> new Refusal(404, "refusal.notFound"));
        if (!orders.end(id, PaymentOrder.State.FAILED, why)) {
            return false;
        }
        var until = clock.instant().plus(REST);
        Rows.change(
                em,
                "UPDATE auto_top_up SET rests_until = ? WHERE tenant_id = ?",
                until,
                order.tenant().value());
        notices.rests(order, until);
        audit.record(null, order.tenant(), "payment.declined", order.number(), String.valueOf(why));
        return true;
    }
}
