package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.billing.BillingAccounts;
import org.tenantry.billing.Party;
import org.tenantry.billing.Tax;
import org.tenantry.values.Retry;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Whom invoices are made out to, and how they are paid. */
@Named
@ViewScoped
public class BillingDetailsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    BillingAccounts accounts;

    private String name;
    private String address;
    private String taxId;
    private String bank;
    private String bankAccount;
    private String phone;
    private String email;
    private boolean paysFromBalance;
    private Tax tax;

    public void load() {
        var account = accounts.of(caller.get());
        var party = account.party();
        name = party.name();
        address = party.address();
        taxId = party.taxId();
        bank = party.bank();
        bankAccount = party.bankAccount();
        phone = party.phone();
        email = party.email();
        paysFromBalance = account.paysFromBalance();
        tax = account.tax();
    }

    public String save() {
        var party = new Party(name, address, taxId, bank, bankAccount, phone, email);
        Retry.transaction(() -> accounts.keep(caller.get(), party, paysFromBalance));
        return Said.done("/admin/billing?faces-redirect=true", "billingDetails.saved");
    }

    public Tax getTax() {
        return tax;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getTaxId() {
        return taxId;
    }

    public void setTaxId(String taxId) {
        this.taxId = taxId;
    }

    public String getBank() {
        return bank;
    }

    public void setBank(String bank) {
        this.bank = bank;
    }

    public String getBankAccount() {
        return bankAccount;
    }

    public void setBankAccount(String bankAccount) {
        this.bankAccount = bankAccount;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public boolean isPaysFromBalance() {
        return paysFromBalance;
    }

    public void setPaysFromBalance(boolean paysFromBalance) {
        this.paysFromBalance = paysFromBalance;
    }
}
