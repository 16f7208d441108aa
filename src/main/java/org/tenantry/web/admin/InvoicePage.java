package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.billing.Fapiaos;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.values.Ids;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;
import org.tenantry.web.papers.InvoicePapers;
import org.tenantry.web.papers.InvoiceView;

/** One invoice of the company: the paper, and its use opened to days and calls. */
@Named
@ViewScoped
public class InvoicePage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceReader invoices;

    @Inject
    InvoicePapers papers;

    @Inject
    Fapiaos fapiaos;

    private String id;
    private String line;
    private String day;
    private String page;
    private InvoiceView view;

    public void load() {
        var invoice = invoices.paper(caller.get(), Ids.parse(id));
        view = papers.view(caller.get(), invoice, new InvoiceView.Opened(line, day, page));
    }

    public String requestFapiao() {
        fapiaos.request(caller.get(), view.invoice().id());
        return Said.done("invoice?faces-redirect=true&id=" + id, "invoice.fapiao.requested");
    }

    public InvoiceView getView() {
        return view;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getLine() {
        return line;
    }

    public void setLine(String line) {
        this.line = line;
    }

    public String getDay() {
        return day;
    }

    public void setDay(String day) {
        this.day = day;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
