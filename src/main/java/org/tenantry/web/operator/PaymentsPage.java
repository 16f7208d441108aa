package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tenantry.payments.Cashier;
import org.tenantry.payments.PaymentOrder;
import org.tenantry.payments.PaymentProviders;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;

/** Shows the operator the transfers to confirm, payments that do not fit, and all orders. */
@Named
@RequestScoped
public class PaymentsPage {
    @Inject
    CurrentCaller caller;

    @Inject
    Cashier cashier;

    @Inject
    PaymentProviders providers;

    private String state;
    private String provider;
    private String number;
    private List<Cashier.Line> toConfirm;
    private List<Cashier.Line> orders;
    private List<Cashier.Told> mismatches;
    private List<String> ways;

    public void load() {
        var operator = caller.get();
        toConfirm = cashier.toConfirm(operator);
        mismatches = cashier.mismatches(operator);
        ways = Stream.concat(Stream.of(PaymentOrder.BANK), providers.names().stream())
                .toList();
        orders = cashier.orders(
                operator, new Cashier.Filter(wanted(), provider == null ? "" : provider, number == null ? "" : number));
    }

    private Optional<PaymentOrder.State> wanted() {
        try {
            return Optional.ofNullable(state).filter(s -> !s.isEmpty()).map(PaymentOrder.State::valueOf);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("refusal.choice");
        }
    }

    public List<Cashier.Line> getToConfirm() {
        return toConfirm;
    }

    public List<Cashier.Line> getOrders() {
        return orders;
    }

    public List<Cashier.Told> getMismatches() {
        return mismatches;
    }

    public PaymentOrder.State[] getStates() {
        return PaymentOrder.State.values();
    }

    /** Transfers, and whoever takes cards here. */
    public List<String> getWays() {
        return ways;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }
}
