package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.billing.InvoiceSheets;
import org.tenantry.web.CurrentCaller;

/** Lists the invoices whose official invoice (发票) somebody waits for, with what has to stand on it. */
@Named
@ViewScoped
public class FapiaoPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceSheets sheets;

    private List<InvoiceSheets.Sheet> rows;

    public void load() {
        rows = sheets.waitingForFapiao(caller.get());
    }

    public List<InvoiceSheets.Sheet> getRows() {
        return rows;
    }
}
