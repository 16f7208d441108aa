package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/**
 * Lets the operator take credit back that should not be there: a gift or paid credit, never more than is left of it and
 * never what running calls hold. The tenant reads the reason in its ledger.
 */
@Stateless
public class Corrections {
    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    /** The kinds of credit that can be taken back. */
    public static List<LotKind> kinds() {
        return List.of(LotKind.PROMO, LotKind.PAID);
    }

    /** What could be taken back of one kind now. */
    public Money takeable(Caller operator, TenantId tenant, LotKind kind) {
        operator.require(Role.OPERATOR);
        return lots.takeable(tenant, kind);
    }

    /** Takes it back, once for each {@code ref}: a gift where gifts come from, paid credit against losses. */
    public void takeBack(Caller operator, TenantId tenant, LotKind kind, Money amount, String ref, String reason) {
        operator.require(Role.OPERATOR);
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new InvalidInput("ledger.refusal.reason", LONGEST_REASON);
        }
        if (!kinds().contains(kind)) {
            throw new InvalidInput("refusal.choice");
        }
        var wallet = ledger.wallet(tenant);
        if (!amount.currency().equals(wallet.free().currency())) {
            throw new InvalidInput(
                    "ledger.refusal.currency",
                    wallet.free().currency().getCurrencyCode(),
                    amount.currency().getCurrencyCode());
        }
        if (amount.nanos() <= 0) {
            throw new InvalidInput("ledger.refusal.amount");
        }
        var book = new Book(em, clock.instant());
        book.lock(wallet.id());
        if (book.posted(Posting.Kind.ADJUST, ref)) {
            return;
        }
        if (amount.compareTo(lots.takeable(tenant, kind)) > 0) {
            throw new InvalidInput("ledger.refusal.takeBack", lots.takeable(tenant, kind));
        }
        var to = kind == LotKind.PROMO ? Account.PROMO_COST : Account.LOSS;
        lots.take(tenant, kind, amount, Posting.Kind.ADJUST, to, ref, said);
        audit.record(
                operator.person(), tenant, "ledger.takeBack", tenant.toString(), kind + " " + amount + ": " + said);
    }
}
