package org.tenantry.web;

import java.io.Serializable;
import java.util.Currency;
import java.util.Optional;
import org.tenantry.metering.Budget;
import org.tenantry.metering.KeyLimits;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;

/** What is typed about a budget: tokens or an amount, per day, week or month, that warn or stop. */
public class BudgetFields implements Serializable {
    private static final long serialVersionUID = 1L;

    private Budget.Unit unit = Budget.Unit.MONEY;
    private Budget.Span span = Budget.Span.MONTH;
    private String soft;
    private String hard;

    /** The limit of a key that the fields say; empty when neither of the two numbers was typed. */
    public Optional<KeyLimits.Limit> limit(Messages messages, Currency currency) {
        var marks = marks(messages, currency);
        var stops = stops(messages, currency);
        return marks.isEmpty() && stops.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeyLimits.Limit(unit, span, marks, stops));
    }

    /** From where on it warns, in tokens or billionths of the currency. */
    public Optional<Long> marks(Messages messages, Currency currency) {
        return number(soft, messages, currency);
    }

    /** Where it stops, in the same. */
    public Optional<Long> stops(Messages messages, Currency currency) {
        return number(hard, messages, currency);
    }

    private Optional<Long> number(String typed, Messages messages, Currency currency) {
        if (typed == null || typed.isBlank()) {
            return Optional.empty();
        }
        var number = messages.read(typed);
        try {
            return Optional.of(
                    unit == Budget.Unit.MONEY ? Money.of(number, currency).nanos() : number.longValueExact());
        } catch (ArithmeticException unfit) {
            throw new InvalidInput(
                    unit == Budget.Unit.MONEY ? "refusal.number.tooFine" : "refusal.number.whole", typed);
        }
    }

    public Budget.Unit[] getUnits() {
        return Budget.Unit.values();
    }

    public Budget.Span[] getSpans() {
        return Budget.Span.values();
    }

    public Budget.Unit getUnit() {
        return unit;
    }

    public void setUnit(Budget.Unit unit) {
        this.unit = unit;
    }

    public Budget.Span getSpan() {
        return span;
    }

    public void setSpan(Budget.Span span) {
        this.span = span;
    }

    public String getSoft() {
        return soft;
    }

    public void setSoft(String soft) {
        this.soft = soft;
    }

    public String getHard() {
        return hard;
    }

    public void setHard(String hard) {
        this.hard = hard;
    }
}
