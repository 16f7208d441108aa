package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.tenantry.payments.Amounts;
import org.tenantry.payments.Cashier;
import org.tenantry.payments.Refund;
import org.tenantry.payments.RefundDesk;
import org.tenantry.payments.Refunds;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** One payment for the operator: confirms or cancels a transfer, sends money back, shows what the provider told. */
@Named
@ViewScoped
public class PaymentPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Cashier cashier;

    @Inject
    Refunds refunds;

    @Inject
    RefundDesk desk;

    private String id;
    private UUID order;
    private Cashier.Line line;
    private List<Cashier.Told> told;
    private List<Refund> sentBack;
    private Money refundable;
    private boolean parked;

    /** Made once for each time the page is opened, so that a form that is sent twice sends money back once. */
    private String key;

    private String payer;
    private String reference;
    private BigDecimal amount;
    private String on;
    private BigDecimal back;
    private String reason;

    public void load() {
        order = Ids.parse(id);
        line = cashier.order(caller.get(), order);
        told = cashier.told(caller.get(), order);
        sentBack = refunds.of(caller.get(), order);
        refundable = refunds.refundable(caller.get(), order);
        parked = cashier.isParked(caller.get(), line.order().tenant());
        key = Ids.next().toString();
    }

    public String confirm() {
        var arrival = new Cashier.Arrival(payer, reference, amount, day());
        Retry.transaction(() -> cashier.confirm(caller.get(), order, arrival));
        return Said.done(again(), "payment.confirmed");
    }

    public String cancel() {
        Retry.transaction(() -> cashier.cancel(caller.get(), order));
        return Said.done(again(), "payment.cancelled");
    }

    public String refund() {
        var sum = Amounts.of(back, line.order().amount().currency());
        return switch (desk.refund(caller.get(), order, sum, reason, key)) {
            case DONE -> Said.done(again(), "payment.refunded");
            case OPEN -> Said.done(again(), "payment.refundOpen");
            case REFUSED -> throw new InvalidInput("payments.refusal.refundRefused");
        };
    }

    public String unpark() {
        cashier.unpark(caller.get(), line.order().tenant());
        return Said.done(again(), "payment.unparked");
    }

    private String again() {
        return "payment?faces-redirect=true&id=" + order;
    }

    private LocalDate day() {
        try {
            return on == null ? null : LocalDate.parse(on.strip());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("payments.refusal.day");
        }
    }

    public Cashier.Line getLine() {
        return line;
    }

    public List<Cashier.Told> getTold() {
        return told;
    }

    public List<Refund> getSentBack() {
        return sentBack;
    }

    public Money getRefundable() {
        return refundable;
    }

    /** Whether the wallet of this company is parked. */
    public boolean isParked() {
        return parked;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
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

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getOn() {
        return on;
    }

    public void setOn(String on) {
        this.on = on;
    }

    public BigDecimal getBack() {
        return back;
    }

    public void setBack(BigDecimal back) {
        this.back = back;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
