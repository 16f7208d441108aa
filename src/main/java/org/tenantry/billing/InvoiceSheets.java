package org.tenantry.billing;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** Shows the operator what can be done about an invoice: what is due, what of each line can still be credited. */
@Stateless
public class InvoiceSheets {
    private static final String COLUMNS =
            "SELECT i.id, i.tenant_id, t.name, i.number, i.kind, i.state, i.currency, i.total_n, i.paid_n, i.credited_n,"
                    + " i.issued_on, i.due_on, i.fapiao, i.fapiao_number, i.void_reason, i.service_from, i.service_to,"
                    + " i.buyer FROM invoice i JOIN tenant t ON t.id = i.tenant_id ";

    @PersistenceContext
    EntityManager em;

    /** How far an official invoice (发票) is. */
    public enum Fapiao {
        NONE,
        REQUESTED,
        ISSUED
    }

    /**
     * An invoice in short. Number, days and buyer are null of a draft, {@code reason} unless it is void or written off,
     * {@code fapiaoNumber} until it was issued. {@code serviceTo} is the day after the last.
     */
    public record Sheet(
            UUID id,
            TenantId tenant,
            String tenantName,
            String number,
            Invoices.State state,
            Money total,
            Money paid,
            Money credited,
            LocalDate issuedOn,
            LocalDate dueOn,
            Fapiao fapiao,
            String fapiaoNumber,
            String reason,
            LocalDate serviceFrom,
            LocalDate serviceTo,
            Party buyer)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public Money due() {
            return isOpen() ? total.minus(paid).minus(credited) : Money.zero(total.currency());
        }

        public boolean isOpen() {
            return state.isOpen();
        }

        public boolean isDraft() {
            return state == Invoices.State.DRAFT;
        }

        public boolean isPaid() {
            return state == Invoices.State.PAID;
        }

        public boolean isVoidable() {
            return isOpen() && paid.isZero() && credited.isZero();
        }
    }

    /** A line that asked for money; {@code left} of its net amount was not credited yet. */
    public record Line(
            int number,
            InvoiceDraft.Kind kind,
            String subject,
            LocalDate from,
            LocalDate to,
            Money amount,
            Money tax,
            Money left)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One invoice of that tenant. */
    public Sheet of(Caller operator, TenantId tenant, UUID invoice) {
        return sheets(operator, "WHERE i.id = ? AND i.tenant_id = ?", invoice, tenant.value()).stream()
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** The tenant's newest invoices, at most this many. */
    public List<Sheet> newest(Caller operator, TenantId tenant, int most) {
        return sheets(
                operator, "WHERE i.tenant_id = ? ORDER BY i.drafted_at DESC, i.id DESC LIMIT ?", tenant.value(), most);
    }

    /** Invoices whose official invoice (发票) was asked for and not issued yet, at most 200. */
    public List<Sheet> waitingForFapiao(Caller operator) {
        return sheets(operator, "WHERE i.fapiao = 'REQUESTED' ORDER BY i.issued_on, i.number LIMIT 200");
    }

    /** The lines that asked for money, as they stand on the invoice. */
    public List<Line> lines(Caller operator, TenantId tenant, UUID invoice) {
        operator.require(Role.OPERATOR);
        return read(
                        em,
                        "SELECT l.line, l.kind, l.subject, l.service_from, l.service_to, l.amount_n, l.tax_n,"
                                + " l.amount_n - (SELECT COALESCE(SUM(c.amount_n), 0) FROM credit_note_line c WHERE"
                                + " c.tenant_id = l.tenant_id AND c.invoice_id = l.invoice_id AND c.line = l.line), i.currency"
                                + " FROM invoice_line l JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id"
                                + " WHERE l.tenant_id = ? AND l.invoice_id = ? AND l.amount_n > 0 ORDER BY l.line",
                        tenant.value(),
                        invoice)
                .stream()
                .map(InvoiceSheets::line)
                .toList();
    }

    private List<Sheet> sheets(Caller operator, String condition, Object... values) {
        operator.require(Role.OPERATOR);
        return read(em, COLUMNS + condition, values).stream()
                .map(InvoiceSheets::sheet)
                .toList();
    }

    private static Line line(Object[] row) {
        var currency = row[8].toString();
        return new Line(
                (int) number(row[0]),
                InvoiceDraft.Kind.valueOf(row[1].toString()),
                row[2].toString(),
                day(row[3]),
                day(row[4]),
                Money.of(number(row[5]), currency),
                Money.of(number(row[6]), currency),
                Money.of(number(row[7]), currency));
    }

    private static Sheet sheet(Object[] row) {
        var currency = row[6].toString();
        return new Sheet(
                uuid(row[0]),
                new TenantId(uuid(row[1])),
                row[2].toString(),
                text(row[3]),
                Invoices.State.valueOf(row[5].toString()),
                Money.of(number(row[7]), currency),
                Money.of(number(row[8]), currency),
                Money.of(number(row[9]), currency),
                day(row[10]),
                day(row[11]),
                Fapiao.valueOf(row[12].toString()),
                text(row[13]),
                text(row[14]),
                day(row[15]),
                day(row[16]),
                row[17] == null ? null : Party.ofJson(row[17].toString()));
    }

    private static String text(Object column) {
        return column == null ? null : column.toString();
    }
}
