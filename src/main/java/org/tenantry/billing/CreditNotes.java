package org.tenantry.billing;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/**
 * Corrects finalised invoices line by line, with numbers of their own series (rule 7.5). Of an unpaid invoice a note lowers
 * what is due; of a paid one it is credit in the wallet, or money that the operator sends back.
 */
@Stateless
public class CreditNotes {
    private static final String SERIES = "CN";
    private static final int LONGEST_REASON = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Invoices invoices;

    @Inject
    Issuers issuers;

    @Inject
    Journal journal;

    @Inject
    Lots lots;

    @Inject
    AuditLog audit;

    /** Where the value of a note of a paid invoice goes. */
    public enum GoesTo {
        DUE,
        WALLET,
        REFUND
    }

    /** Net amounts by line number; {@code ref} makes a form that is sent twice write one note. */
    public record Wish(UUID invoice, Map<Integer, Money> lines, GoesTo goesTo, String reason, String ref) {}

    private record Line(int number, InvoiceDraft.Kind kind, Money left, Money taxLeft, Money amount, Money tax) {}

    private record Part(Line line, Money net, Money tax) {}

    /**
     * Writes a note and answers its number. Refused: an amount at or below zero, above what is left of its line or finer
     * than the currency; DUE above what is due; WALLET and REFUND of an invoice that is not paid.
     */
    public String write(Caller operator, TenantId tenant, Wish wish) {
        operator.require(Role.OPERATOR);
        var reason = wish.reason() == null ? "" : wish.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new InvalidInput("ledger.refusal.reason", LONGEST_REASON);
        }
        var invoice = invoices.locked(tenant, wish.invoice());
        var written = read(
                em, "SELECT number, id FROM credit_note WHERE tenant_id = ? AND ref = ?", tenant.value(), wish.ref());
        if (!written.isEmpty()) {
            return written.get(0)[0].toString();
        }
        var parts = parts(invoice, wish.lines());
        var net = sum(parts.stream().map(Part::net).toList(), invoice.total());
        var tax = sum(parts.stream().map(Part::tax).toList(), invoice.total());
        var gross = net.plus(tax);
        fitting(invoice, wish.goesTo(), gross);
        var id = Ids.next();
        var number = issuers.nextNumber(issuers.get(), SERIES);
        keep(operator, invoice, wish, id, number, reason, gross, tax, parts);
        book(invoice, wish.goesTo(), id, number, parts, gross, tax);
        audit.record(
                operator.person(),
                tenant,
                "creditNote.write",
                number,
                gross + " of " + invoice.number() + " to " + wish.goesTo() + ": " + reason);
        return number;
    }

    private static void fitting(Invoices.Standing invoice, GoesTo goesTo, Money gross) {
        if (goesTo == GoesTo.DUE) {
            if (!invoice.state().isOpen() || gross.compareTo(invoice.due()) > 0) {
                throw new InvalidInput("billing.refusal.noteDue", invoice.due());
            }
        } else if (invoice.state() != Invoices.State.PAID) {
            throw new InvalidInput("billing.refusal.noteNotPaid");
        }
    }

    private List<Part> parts(Invoices.Standing invoice, Map<Integer, Money> wished) {
        var parts = new ArrayList<Part>();
        for (var line : lines(invoice)) {
            var net = wished.get(line.number());
            if (net == null || net.isZero()) {
                continue;
            }
            if (net.isNegative() || !net.equals(net.rounded())) {
                throw new InvalidInput("billing.refusal.noteAmount");
            }
            if (net.compareTo(line.left()) > 0) {
                throw new InvalidInput("billing.refusal.noteLine", line.number(), line.left());
            }
            parts.add(new Part(line, net, net.equals(line.left()) ? line.taxLeft() : share(line, net)));
        }
        if (parts.isEmpty()) {
            throw new InvalidInput("billing.refusal.noteEmpty");
        }
        return parts;
    }

    /** The tax on a part of a line, half up; never more than is left of it. */
    private static Money share(Line line, Money net) {
        int digits = Math.max(0, net.currency().getDefaultFractionDigits());
        var share =
                line.tax().units().multiply(net.units()).divide(line.amount().units(), digits, RoundingMode.HALF_UP);
        var tax = Money.of(share.max(BigDecimal.ZERO), net.currency());
        return tax.compareTo(line.taxLeft()) > 0 ? line.taxLeft() : tax;
    }

    /** What is left of each line that asked for money. */
    private List<Line> lines(Invoices.Standing invoice) {
        var currency = invoice.total().currency();
        return read(
                        em,
                        "SELECT l.line, l.kind, l.amount_n, l.tax_n, COALESCE(SUM(c.amount_n), 0), COALESCE(SUM(c.tax_n), 0)"
                                + " FROM invoice_line l LEFT JOIN credit_note_line c ON c.tenant_id = l.tenant_id"
                                + " AND c.invoice_id = l.invoice_id AND c.line = l.line WHERE l.tenant_id = ?"
                                + " AND l.invoice_id = ? AND l.amount_n > 0 GROUP BY l.line ORDER BY l.line",
                        invoice.tenant().value(),
                        invoice.id())
                .stream()
                .map(row -> new Line(
                        (int) number(row[0]),
                        InvoiceDraft.Kind.valueOf(row[1].toString()),
                        new Money(number(row[2]) - number(row[4]), currency),
                        new Money(number(row[3]) - number(row[5]), currency),
                        new Money(number(row[2]), currency),
                        new Money(number(row[3]), currency)))
                .toList();
    }

    private void keep(
            Caller operator,
            Invoices.Standing invoice,
            Wish wish,
            UUID id,
            String number,
            String reason,
            Money gross,
            Money tax,
            List<Part> parts) {
        change(
                em,
                "INSERT INTO credit_note (id, tenant_id, invoice_id, number, ref, reason, goes_to, total_n, tax_n,"
                        + " person_id, issued_on, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                invoice.tenant().value(),
                invoice.id(),
                number,
                wish.ref(),
                reason,
                wish.goesTo(),
                gross.nanos(),
                tax.nanos(),
                operator.person() == null ? null : operator.person().value(),
                LocalDate.ofInstant(clock.instant(), invoice.zone()),
                clock.instant());
        for (var part : parts) {
            change(
                    em,
                    "INSERT INTO credit_note_line (tenant_id, credit_note_id, invoice_id, line, amount_n, tax_n)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    invoice.tenant().value(),
                    id,
                    invoice.id(),
                    part.line().number(),
                    part.net().nanos(),
                    part.tax().nanos());
        }
    }

    private void book(
            Invoices.Standing invoice,
            GoesTo goesTo,
            UUID id,
            String number,
            List<Part> parts,
            Money gross,
            Money tax) {
        var amounts = new EnumMap<Account, Long>(Account.class);
        for (var part : parts) {
            amounts.merge(
                    part.line().kind().isFee() ? Account.FEES : Account.REVENUE,
                    -part.net().nanos(),
                    Long::sum);
        }
        amounts.merge(Account.TAX, -tax.nanos(), Long::sum);
        amounts.put(goesTo == GoesTo.REFUND ? Account.CLEARING : Account.RECEIVABLE, gross.nanos());
        journal.post(invoice.tenant(), Posting.Kind.CREDIT_NOTE, id.toString(), number, amounts);
        if (goesTo == GoesTo.WALLET) {
            lots.moveBack(
                    invoice.tenant(), LotKind.PAID, gross, Optional.empty(), Account.RECEIVABLE, "note:" + id, number);
        } else if (goesTo == GoesTo.DUE) {
            invoices.credited(invoice, gross);
        }
    }

    private static Money sum(List<Money> amounts, Money like) {
        return amounts.stream().reduce(Money.zero(like.currency()), Money::plus);
    }
}
