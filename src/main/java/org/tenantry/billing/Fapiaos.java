package org.tenantry.billing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;

/** Keeps whether the tax bureau's invoice (发票) of an invoice was asked for by the tenant and issued by the operator (rule 7.8). */
@Stateless
public class Fapiaos {
    private static final int LONGEST_NUMBER = 60;

    @PersistenceContext
    EntityManager em;

    @Inject
    AuditLog audit;

    @Inject
    InvoiceReader invoices;

    /** A tenant's admin asks for it, once; the invoice must name a taxpayer (税号). */
    public void request(Caller admin, UUID invoice) {
        var paper = invoices.paper(admin, invoice);
        if (paper.isDraft() || paper.buyer().taxId().isEmpty()) {
            throw new Refusal(409, "invoice.refusal.taxId");
        }
        int found = Rows.change(
                em,
                "UPDATE invoice SET fapiao = 'REQUESTED' WHERE id = ? AND tenant_id = ? AND fapiao = 'NONE'"
                        + " AND state IN ('FINALISED', 'OVERDUE', 'PAID')",
                invoice,
                admin.tenant().value());
        if (found == 0) {
            throw new Refusal(409, "invoice.refusal.fapiao");
        }
        audit.record(admin.person(), admin.tenant(), "fapiao.request", paper.number(), "");
    }

    /** The operator has issued it and notes its number. */
    public void issued(Caller operator, UUID invoice, String fapiaoNumber) {
        var paper = invoices.paperOfAny(operator, invoice);
        var number = fapiaoNumber == null ? "" : fapiaoNumber.strip();
        if (number.isEmpty() || number.length() > LONGEST_NUMBER || !number.matches("[\\p{Alnum} -]+")) {
            throw new InvalidInput("invoice.refusal.fapiaoNumber", LONGEST_NUMBER);
        }
        int found = Rows.change(
                em,
                "UPDATE invoice SET fapiao = 'ISSUED', fapiao_number = ? WHERE id = ? AND tenant_id = ?"
                        + " AND fapiao = 'REQUESTED'",
                number,
                invoice,
                paper.tenant().value());
        if (found == 0) {
            throw new Refusal(409, "invoice.refusal.fapiao");
        }
        audit.record(operator.person(), paper.tenant(), "fapiao.issue", paper.number(), number);
    }
}
