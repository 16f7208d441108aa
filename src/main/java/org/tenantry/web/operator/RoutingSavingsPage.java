package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.tenantry.calls.Savings;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.routing.SavingsSheet;

/** What choosing models saved all tenants that pay in one currency, month by month. */
@Named
@RequestScoped
public class RoutingSavingsPage {
    @Inject
    CurrentCaller caller;

    @Inject
    Savings savings;

    @Inject
    Clock clock;

    private String at;
    private String currency;
    private List<String> currencies;
    private SavingsSheet sheet;

    public void load() {
        var operator = caller.get();
        currencies = savings.currencies(operator);
        if (currencies.isEmpty()) {
            return;
        }
        if (currency == null || currency.isBlank()) {
            currency = currencies.get(0);
        } else if (!currencies.contains(currency)) {
            throw new InvalidInput("refusal.choice");
        }
        var present = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        var month = SavingsSheet.month(at, present);
        var in = Currency.getInstance(currency);
        sheet = SavingsSheet.of(
                month,
                present,
                savings.lines(operator, month, in),
                savings.months(operator, month, SavingsSheet.MONTHS, in));
    }

    public SavingsSheet getSheet() {
        return sheet;
    }

    public List<String> getCurrencies() {
        return currencies;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }
}
