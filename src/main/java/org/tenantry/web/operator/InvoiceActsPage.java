package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.billing.InvoiceActs;
import org.tenantry.billing.InvoiceSheets;
import org.tenantry.billing.Invoices;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** What the operator does about one invoice: book a transfer, give it up, finalise it now. */
@Named
@ViewScoped
public class InvoiceActsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceSheets sheets;

    @Inject
    InvoiceActs acts;

    @Inject
    Invoices invoices;

    private String id;
    private String tenant;
    private InvoiceSheets.Sheet sheet;
    private TransferForm transfer;
    private String reason;

    public void load() {
        sheet = sheets.of(operator(), TenantId.of(tenant), Ids.parse(id));
        transfer = new TransferForm(Ids.next().toString(), sheet.due());
    }

    public String finalise() {
        return done("acts.finalised", () -> acts.finalise(operator(), sheet.tenant(), sheet.id()));
    }

    public String receive() {
        var arrived = transfer.read();
        return done(
                "acts.received", () -> acts.receive(operator(), sheet.tenant(), sheet.id(), arrived, transfer.ref()));
    }

    public String voidIt() {
        return done("acts.voided", () -> invoices.voidInvoice(operator(), sheet.tenant(), sheet.id(), reason));
    }

    public String writeOff() {
        return done("acts.writtenOff", () -> invoices.writeOff(operator(), sheet.tenant(), sheet.id(), reason));
    }

    private String done(String key, Runnable act) {
        Retry.transaction(act);
        return Said.done("invoice-acts?faces-redirect=true&id=" + id + "&tenant=" + tenant, key);
    }

    private Caller operator() {
        return caller.get();
    }

    public InvoiceSheets.Sheet getSheet() {
        return sheet;
    }

    public TransferForm getTransfer() {
        return transfer;
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

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
