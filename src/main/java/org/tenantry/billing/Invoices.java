package org.tenantry.billing;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.InsufficientCredit;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/**
 * Keeps the invoices: DRAFT → FINALISED → PAID, or OVERDUE and then PAID, UNCOLLECTIBLE or VOID (rule 7.1). A number is
 * given at finalisation and never left out (7.2); from then on an invoice does not change but for what was paid of it.
 * Locks: subscription, period, invoice, number, wallet.
 */
@Stateless
public class Invoices {
    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Issuers issuers;

    @Inject
    BillingAccounts accounts;

    @Inject
    Journal journal;

    @Inject
    Lots lots;

    @Inject
    AuditLog audit;

    @Inject
    BillingNotices notices;

    /** Where an invoice is in its life. */
    public enum State {
        DRAFT,
        FINALISED,
        PAID,
        OVERDUE,
        UNCOLLECTIBLE,
        VOID;

        /** Whether money is still asked for. */
        public boolean isOpen() {
            return this == FINALISED || this == OVERDUE;
        }
    }

    /** An invoice as its row stands, held until the transaction ends. */
    public record Standing(
            UUID id,
            TenantId tenant,
            State state,
            String number,
            ZoneId zone,
            Money net,
            Money tax,
            Money total,
            Money paid,
            Money credited,
            LocalDate dueOn,
            String subscription) {
        public Money due() {
            return total.minus(paid).minus(credited);
        }
    }

    /** Gives a draft its number, copies the parties in, books it and asks for the money; done before: changes nothing. */
    public void finalise(TenantId tenant, UUID invoice) {
        var draft = locked(tenant, invoice);
        if (draft.state() != State.DRAFT) {
            return;
        }
        var issuer = issuers.get();
        var account = accounts.of(tenant);
        var number = issuers.nextNumber(issuer, issuer.prefix());
        var today = LocalDate.ofInstant(clock.instant(), draft.zone());
        var dueOn = today.plusDays(issuer.dueDays());
        boolean nothingDue = draft.total().isZero();
        change(
                em,
                "UPDATE invoice SET state = ?, number = ?, finalised_at = ?, issued_on = ?, due_on = ?, seller = ?,"
                        + " buyer = ?, settled_at = ? WHERE id = ? AND state = 'DRAFT'",
                nothingDue ? State.PAID : State.FINALISED,
                number,
                clock.instant(),
                today,
                dueOn,
                issuer.party().toJson(),
                account.party().toJson(),
                nothingDue ? clock.instant() : null,
                invoice);
        if (!draft.total().isZero()) {
            book(draft, invoice.toString(), number, false);
            if (account.paysFromBalance()) {
                payFromBalanceIfEnough(locked(tenant, invoice));
            }
        }
        notices.finalised(locked(tenant, invoice));
    }

    /** What is still asked for; zero once it is paid, written off or void. */
    public Money due(TenantId tenant, UUID invoice) {
        var now = standing(tenant, invoice, "");
        return now.state().isOpen() ? now.due() : Money.zero(now.total().currency());
    }

    /**
     * Books money that came in for an invoice, once for each payment, and answers what was more than due: that is the
     * tenant's, and the caller's to put into the wallet.
     */
    public Money receive(TenantId tenant, UUID invoice, Money amount, String paymentRef, String note) {
        var now = locked(tenant, invoice);
        if (amount.nanos() <= 0) {
            throw new InvalidInput("ledger.refusal.amount");
        }
        if (!now.state().isOpen()) {
            return amount;
        }
        var part = amount.compareTo(now.due()) > 0 ? now.due() : amount;
        boolean fresh = journal.post(
                tenant,
                Posting.Kind.PAY,
                paymentRef,
                note,
                Map.of(Account.CLEARING, -part.nanos(), Account.RECEIVABLE, part.nanos()));
        if (!fresh) {
            return Money.zero(amount.currency());
        }
        paid(now, part);
        return amount.minus(part);
    }

    /** An admin pays an invoice from the tenant's paid credit, the whole of what is due; refused when there is too little. */
    public void payFromBalance(Caller admin, UUID invoice) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var now = locked(tenant, invoice);
        if (!now.state().isOpen()) {
            throw new InvalidInput("billing.refusal.notOpen");
        }
        if (!payFromBalanceIfEnough(now)) {
            throw new InsufficientCredit(lots.takeable(tenant, LotKind.PAID), now.due());
        }
        audit.record(admin.person(), tenant, "invoice.pay", now.number(), now.due() + " from credit");
    }

    /** Takes a finalised invoice back that nobody has paid anything of; it keeps its number, and its use is a loss. */
    public void voidInvoice(Caller operator, TenantId tenant, UUID invoice, String reason) {
        operator.require(Role.OPERATOR);
        var said = said(reason);
        var now = locked(tenant, invoice);
        if (!now.state().isOpen() || !now.paid().isZero() || !now.credited().isZero()) {
            throw new InvalidInput("billing.refusal.void");
        }
        move(now, State.VOID, said);
        book(now, "void:" + invoice, now.number(), true);
        audit.record(operator.person(), tenant, "invoice.void", now.number(), now.total() + ": " + said);
        lift(tenant, invoice);
    }

    /** Gives up what is due of an invoice: it will never be paid (rule 7.1). */
    public void writeOff(Caller operator, TenantId tenant, UUID invoice, String reason) {
        operator.require(Role.OPERATOR);
        var said = said(reason);
        var now = locked(tenant, invoice);
        if (!now.state().isOpen()) {
            throw new InvalidInput("billing.refusal.notOpen");
        }
        move(now, State.UNCOLLECTIBLE, said);
        long due = now.due().nanos();
        journal.post(
                tenant,
                Posting.Kind.WRITE_OFF,
                invoice.toString(),
                now.number(),
                Map.of(Account.RECEIVABLE, due, Account.LOSS, -due));
        audit.record(operator.person(), tenant, "invoice.writeOff", now.number(), now.due() + ": " + said);
        lift(tenant, invoice);
    }

    /** A tenant and one of its invoices that something is to be done about. */
    public record Due(TenantId tenant, UUID invoice) {}

    /** Drafts whose grace is over (rule 7.7), the oldest first; none of tenants that are parked. */
    public List<Due> toFinalise() {
        return read(
                        em,
                        "SELECT i.tenant_id, i.id FROM invoice i LEFT JOIN billing_account a ON a.tenant_id = i.tenant_id"
                                + " WHERE i.state = 'DRAFT' AND i.finalise_after <= ? AND a.parked_at IS NULL"
                                + " ORDER BY i.finalise_after, i.id LIMIT 1000",
                        clock.instant())
                .stream()
                .map(row -> new Due(new TenantId(uuid(row[0])), uuid(row[1])))
                .toList();
    }

    /** Marks what was not paid by its due day, in the tenant's own days. */
    public void markOverdue(TenantId tenant, LocalDate today) {
        change(
                em,
                "UPDATE invoice SET state = 'OVERDUE' WHERE tenant_id = ? AND state = 'FINALISED' AND due_on < ?",
                tenant.value(),
                today);
    }

    /** Whether money is overdue: then nothing may be changed about the subscription (rule 6.4). */
    public boolean hasOverdue(TenantId tenant) {
        return number(read(
                                em,
                                "SELECT COUNT(*), 0 FROM invoice WHERE tenant_id = ? AND state = 'OVERDUE'",
                                tenant.value())
                        .get(0)[0])
                > 0;
    }

    public Standing locked(TenantId tenant, UUID invoice) {
        return standing(tenant, invoice, " FOR UPDATE");
    }

    private Standing standing(TenantId tenant, UUID invoice, String lock) {
        var rows = read(
                em,
                "SELECT state, number, zone, currency, net_n, tax_n, total_n, paid_n, credited_n, due_on, subscription_id"
                        + " FROM invoice WHERE id = ? AND tenant_id = ?" + lock,
                invoice,
                tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        var currency = row[3].toString();
        return new Standing(
                invoice,
                tenant,
                State.valueOf(row[0].toString()),
                row[1] == null ? "" : row[1].toString(),
                ZoneId.of(row[2].toString()),
                Money.of(number(row[4]), currency),
                Money.of(number(row[5]), currency),
                Money.of(number(row[6]), currency),
                Money.of(number(row[7]), currency),
                Money.of(number(row[8]), currency),
                day(row[9]),
                row[10] == null ? "" : row[10].toString());
    }

    /** Receivable against fees, lent credit, tax and rounding; taken back the other way round, lent credit is lost. */
    private void book(Standing invoice, String ref, String number, boolean back) {
        var sums = read(
                        em,
                        "SELECT COALESCE(SUM(IF(kind IN ('BASE', 'SEATS', 'BASE_CREDIT', 'SEATS_CREDIT'), amount_n, 0)), 0),"
                                + " COALESCE(SUM(IF(kind IN ('USAGE', 'LATE_USAGE'), exact_n - settled_n, 0)), 0)"
                                + " FROM invoice_line WHERE tenant_id = ? AND invoice_id = ?",
                        invoice.tenant().value(),
                        invoice.id())
                .get(0);
        long fees = number(sums[0]);
        long lent = number(sums[1]);
        long sign = back ? -1 : 1;
        long rounding = invoice.net().nanos() - fees - lent;
        journal.post(
                invoice.tenant(),
                Posting.Kind.INVOICE,
                ref,
                number,
                Map.of(
                        Account.RECEIVABLE,
                        -sign * invoice.total().nanos(),
                        Account.FEES,
                        sign * fees,
                        back ? Account.LOSS : Account.LINE,
                        sign * lent,
                        Account.TAX,
                        sign * invoice.tax().nanos(),
                        Account.ROUNDING,
                        sign * rounding));
    }

    private boolean payFromBalanceIfEnough(Standing invoice) {
        var due = invoice.due();
        if (due.isZero() || lots.takeable(invoice.tenant(), LotKind.PAID).compareTo(due) < 0) {
            return false;
        }
        boolean taken = lots.take(
                invoice.tenant(),
                LotKind.PAID,
                due,
                Posting.Kind.BALANCE_PAY,
                Account.RECEIVABLE,
                invoice.id().toString(),
                invoice.number());
        if (taken) {
            paid(invoice, due);
        }
        return true;
    }

    /** Adds a payment; the last one makes it PAID and lifts a suspension at once (rule 9.4). */
    private void paid(Standing invoice, Money part) {
        boolean whole = part.equals(invoice.due());
        int found = change(
                em,
                "UPDATE invoice SET paid_n = paid_n + ?, state = IF(?, 'PAID', state), settled_at = IF(?, ?, settled_at)"
                        + " WHERE id = ? AND state IN ('FINALISED', 'OVERDUE') AND paid_n + credited_n + ? <= total_n",
                part.nanos(),
                whole,
                whole,
                clock.instant(),
                invoice.id(),
                part.nanos());
        if (found != 1) {
            throw new IllegalStateException("invoice " + invoice.id() + " was paid meanwhile");
        }
        if (whole) {
            notices.paid(invoice);
            lift(invoice.tenant(), invoice.id());
        }
    }

    /** A credit note lowered what is due; the last of it makes the invoice PAID. */
    public void credited(Standing invoice, Money gross) {
        boolean whole = gross.equals(invoice.due());
        change(
                em,
                "UPDATE invoice SET credited_n = credited_n + ?, state = IF(?, 'PAID', state),"
                        + " settled_at = IF(?, ?, settled_at) WHERE id = ?",
                gross.nanos(),
                whole,
                whole,
                clock.instant(),
                invoice.id());
        if (whole) {
            lift(invoice.tenant(), invoice.id());
        }
    }

    private void lift(TenantId tenant, UUID cause) {
        if (!hasOverdue(tenant)) {
            notices.lifted(tenant, accounts.lift(tenant), cause);
        }
    }

    private void move(Standing invoice, State to, String reason) {
        change(
                em,
                "UPDATE invoice SET state = ?, void_reason = ?, settled_at = ? WHERE id = ?",
                to,
                reason,
                clock.instant(),
                invoice.id());
    }

    private static String said(String reason) {
        var said = reason == null ? "" : reason.strip();
        if (said.isEmpty() || said.length() > LONGEST_REASON) {
            throw new InvalidInput("ledger.refusal.reason", LONGEST_REASON);
        }
        return said;
    }
}
