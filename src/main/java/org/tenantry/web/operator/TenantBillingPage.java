package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.tenantry.billing.BillingAccount;
import org.tenantry.billing.BillingAccounts;
import org.tenantry.billing.Dunning;
import org.tenantry.billing.InvoiceSheets;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.Said;

/** Shows whom to bill for a company and its newest invoices, and sets its tax and whether dunning leaves it alone. */
@Named
@ViewScoped
public class TenantBillingPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int INVOICES = 10;

    @Inject
    OperatorDesk desk;

    @Inject
    BillingAccounts accounts;

    @Inject
    Dunning dunning;

    @Inject
    InvoiceSheets sheets;

    private String id;
    private Tenants.Row tenant;
    private BillingAccount account;
    private List<InvoiceSheets.Sheet> invoices;
    private String taxName;
    private BigDecimal taxRate;

    public void load() {
        tenant = desk.tenant(id);
        account = accounts.of(desk.operator(), tenant.id());
        invoices = sheets.newest(desk.operator(), tenant.id(), INVOICES);
        taxName = account.tax().name();
        taxRate = new BigDecimal(BigDecimal.valueOf(account.tax().rateBp(), 2)
                .stripTrailingZeros()
                .toPlainString());
    }

    public String keepTax() {
        accounts.terms(desk.operator(), tenant.id(), taxName, basisPoints(), account.dunningExempt());
        return Said.done("tenant-billing?faces-redirect=true&id=" + id, "tenantBilling.saved");
    }

    /** From now on dunning leaves the tenant alone, or no longer. */
    public String turnExempt() {
        dunning.exempt(desk.operator(), tenant.id(), !account.dunningExempt());
        return Said.done("tenant-billing?faces-redirect=true&id=" + id, "tenantBilling.saved");
    }

    /** Hundredths of a percent. */
    private int basisPoints() {
        var rate = taxRate == null ? BigDecimal.ZERO : taxRate;
        if (rate.signum() < 0
                || rate.compareTo(BigDecimal.valueOf(100)) > 0
                || rate.stripTrailingZeros().scale() > 2) {
            throw new InvalidInput("billing.refusal.taxRate");
        }
        return rate.movePointRight(2).intValueExact();
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    public BillingAccount getAccount() {
        return account;
    }

    public List<InvoiceSheets.Sheet> getInvoices() {
        return invoices;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getTaxName() {
        return taxName;
    }

    public void setTaxName(String taxName) {
        this.taxName = taxName;
    }

    public BigDecimal getTaxRate() {
        return taxRate;
    }

    public void setTaxRate(BigDecimal taxRate) {
        this.taxRate = taxRate;
    }
}
