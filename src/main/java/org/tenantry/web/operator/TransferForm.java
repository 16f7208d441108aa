package org.tenantry.web.operator;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import org.tenantry.billing.InvoiceActs;
import org.tenantry.payments.Amounts;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;

/** A transfer as it is typed from the bank's statement; {@code ref} makes a form that is sent twice book it once. */
public class TransferForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String ref;
    private final Currency currency;
    private BigDecimal amount;
    private String payer;
    private String reference;
    private String on;

    TransferForm(String ref, Money due) {
        this.ref = ref;
        this.currency = due.currency();
        this.amount = due.isZero()
                ? null
                : due.units()
                        .setScale(Math.max(0, currency.getDefaultFractionDigits()), java.math.RoundingMode.UNNECESSARY);
    }

    String ref() {
        return ref;
    }

    InvoiceActs.Transfer read() {
        return new InvoiceActs.Transfer(payer, reference, Amounts.of(amount, currency), day());
    }

    private LocalDate day() {
        try {
            return on == null ? null : LocalDate.parse(on.strip());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("tenant.refusal.lastDay");
        }
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getPayer() {
        return payer;
    }

    public void setPayer(String payer) {
        this.payer = payer;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public String getOn() {
        return on;
    }

    public void setOn(String on) {
        this.on = on;
    }
}
