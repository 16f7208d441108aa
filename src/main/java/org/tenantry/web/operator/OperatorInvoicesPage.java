package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.tenancy.Tenants;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.papers.InvoiceList;

/** The invoices of every company, newest first; of one, or in one state. */
@Named
@RequestScoped
public class OperatorInvoicesPage {
    @Inject
    CurrentCaller caller;

    @Inject
    InvoiceReader invoices;

    @Inject
    Tenants tenants;

    private String state;
    private String tenant;
    private String page;
    private InvoiceList list;
    private List<Tenants.Row> companies;

    public void load() {
        var wanted = InvoiceList.Wanted.of(state, tenant, page);
        list = InvoiceList.of(wanted, invoices.listOfAll(caller.get(), wanted.tenant(), wanted.state(), wanted.page()));
        companies = tenants.list(caller.get());
    }

    public InvoiceList getList() {
        return list;
    }

    public List<Tenants.Row> getCompanies() {
        return companies;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
