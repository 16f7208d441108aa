package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.papers.InvoiceList;

/** The company's invoices, newest first, all or those in one state. */
@Named
@RequestScoped
public class InvoicesPage {
    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceReader invoices;

    private String state;
    private String page;
    private InvoiceList list;

    public void load() {
        var wanted = InvoiceList.Wanted.of(state, null, page);
        list = InvoiceList.of(wanted, invoices.list(caller.get(), wanted.state(), wanted.page()));
    }

    public InvoiceList getList() {
        return list;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
