package org.tenantry.web.operator;

import java.io.Serializable;
import org.tenantry.billing.Party;

/** What is typed about the seller of invoices. */
public class PartyForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String address;
    private String taxId;
    private String bank;
    private String bankAccount;
    private String email;

    static PartyForm of(Party party) {
        var form = new PartyForm();
        form.name = party.name();
        form.address = party.address();
        form.taxId = party.taxId();
        form.bank = party.bank();
        form.bankAccount = party.bankAccount();
        form.email = party.email();
        return form;
    }

    Party party() {
        return new Party(name, address, taxId, bank, bankAccount, "", email);
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

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }
}
