package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import org.tenantry.billing.OperatorBooks;
import org.tenantry.billing.Recurring;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.BarChart;
import org.tenantry.web.CurrentCaller;

/** Shows the operator what stands on each account, and what the subscriptions bring each month. */
@Named
@RequestScoped
public class AccountsPage {
    private static final int MONTHS = 12;

    @Inject
    CurrentCaller caller;

    @Inject
    OperatorBooks books;

    @Inject
    Recurring recurring;

    @Inject
    Clock clock;

    private String currency;
    private String at;
    private YearMonth month;
    private YearMonth present;
    private List<String> currencies;
    private OperatorBooks.Sheet sheet;
    private BarChart chart;

    public void load() {
        var operator = caller.get();
        currencies = books.currencies(operator);
        present = YearMonth.from(clock.instant().atZone(operator.zone()));
        month = at == null || at.isBlank() ? present : read(at);
        if (currencies.isEmpty()) {
            return;
        }
        if (currency == null || currency.isBlank()) {
            currency = currencies.get(0);
        } else if (!currencies.contains(currency)) {
            throw new InvalidInput("refusal.choice");
        }
        sheet = books.sheet(operator, currency, month);
        chart = BarChart.of(recurring.months(operator, currency, MONTHS).stream()
                .map(one -> new BarChart.Amount(one.month(), one.fees(), one.subscriptions()))
                .toList());
    }

    private static YearMonth read(String text) {
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() <= 2199) {
                return month;
            }
        } catch (DateTimeException unreadable) {
            // refused below
        }
        throw new InvalidInput("refusal.choice");
    }

    public boolean isEmpty() {
        return sheet == null;
    }

    public OperatorBooks.Group[] getGroups() {
        return OperatorBooks.Group.values();
    }

    public OperatorBooks.Sheet getSheet() {
        return sheet;
    }

    public BarChart getChart() {
        return chart;
    }

    public List<String> getCurrencies() {
        return currencies;
    }

    public YearMonth getMonth() {
        return month;
    }

    public YearMonth getBefore() {
        return month.minusMonths(1);
    }

    /** The month after, or null: nothing stands in the future. */
    public YearMonth getAfter() {
        return month.isBefore(present) ? month.plusMonths(1) : null;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }
}
