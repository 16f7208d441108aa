package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import org.tenantry.billing.CreditNotes;
import org.tenantry.billing.InvoiceSheets;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Corrects a finalised invoice line by line with a credit note. */
@Named
@ViewScoped
public class InvoiceCreditPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceSheets sheets;

    @Inject
    CreditNotes notes;

    private String id;
    private String tenant;
    private InvoiceSheets.Sheet sheet;
    private List<NoteLine> lines;
    private CreditNotes.GoesTo goesTo;
    private String reason;

    /** Made once for each time the page is opened, so that a form that is sent twice writes one note. */
    private String ref;

    public void load() {
        sheet = sheets.of(caller.get(), TenantId.of(tenant), Ids.parse(id));
        lines = sheets.lines(caller.get(), sheet.tenant(), sheet.id()).stream()
                .map(NoteLine::new)
                .toList();
        goesTo = sheet.isPaid() ? CreditNotes.GoesTo.WALLET : CreditNotes.GoesTo.DUE;
        ref = Ids.next().toString();
    }

    public String write() {
        var wish = wish();
        var number = Retry.transaction(() -> notes.write(caller.get(), sheet.tenant(), wish));
        return Said.done("invoice-acts?faces-redirect=true&id=" + id + "&tenant=" + tenant, "note.written", number);
    }

    private CreditNotes.Wish wish() {
        var amounts = new HashMap<Integer, Money>();
        for (var line : lines) {
            if (line.getAmount() != null) {
                amounts.put(line.getLine().number(), line.money());
            }
        }
        return new CreditNotes.Wish(sheet.id(), amounts, goesTo, reason, ref);
    }

    /** Where the value of a note can go: what is due is lowered, or what was paid comes back. */
    public List<CreditNotes.GoesTo> getTargets() {
        return sheet.isPaid()
                ? List.of(CreditNotes.GoesTo.WALLET, CreditNotes.GoesTo.REFUND)
                : List.of(CreditNotes.GoesTo.DUE);
    }

    public boolean isPossible() {
        return sheet.isOpen() || sheet.isPaid();
    }

    public InvoiceSheets.Sheet getSheet() {
        return sheet;
    }

    public List<NoteLine> getLines() {
        return lines;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public CreditNotes.GoesTo getGoesTo() {
        return goesTo;
    }

    public void setGoesTo(CreditNotes.GoesTo goesTo) {
        this.goesTo = goesTo;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    /** A line of the invoice and what is typed to credit of it, null where nothing is. */
    public static class NoteLine implements Serializable {
        private static final long serialVersionUID = 1L;

        private final InvoiceSheets.Line line;
        private BigDecimal amount;

        NoteLine(InvoiceSheets.Line line) {
            this.line = line;
        }

        Money money() {
            if (amount.precision() > 25 || amount.stripTrailingZeros().scale() > 9) {
                throw new InvalidInput("tenant.refusal.amount");
            }
            try {
                return Money.of(amount, line.amount().currency());
            } catch (ArithmeticException tooLarge) {
                throw new InvalidInput("tenant.refusal.amount");
            }
        }

        public InvoiceSheets.Line getLine() {
            return line;
        }

        public BigDecimal getAmount() {
            return amount;
        }

        public void setAmount(BigDecimal amount) {
            this.amount = amount;
        }
    }
}
