package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.tenantry.payments.Vouchers;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** Takes the code of a voucher and adds its credit to the wallet. */
@Named
@RequestScoped
public class RedeemPage {
    @Inject
    CurrentCaller caller;

    @Inject
    Vouchers vouchers;

    @Inject
    Messages messages;

    private String code;

    public String redeem() {
        var amount = vouchers.redeem(caller.get(), code);
        return Said.done("/admin/redeem?faces-redirect=true", "redeem.done", messages.money(amount));
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
