package org.tenantry.web.routing;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import org.tenantry.calls.Savings;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.BarChart;

/** What choosing models saved in one month, with the months before it as bars. */
public record SavingsSheet(
        YearMonth month, YearMonth present, Savings.Sums total, List<Savings.Line> lines, BarChart chart) {
    public static final int MONTHS = 12;

    public static SavingsSheet of(
            YearMonth month, YearMonth present, List<Savings.Line> lines, List<Savings.Month> months) {
        var chart = BarChart.of(months.stream()
                .map(one -> new BarChart.Amount(
                        one.month(), one.sums().saved(), one.sums().calls()))
                .toList());
        return new SavingsSheet(month, present, months.get(months.size() - 1).sums(), lines, chart);
    }

    /** The month that an address names; the present one without. */
    public static YearMonth month(String text, YearMonth present) {
        if (text == null || text.isBlank()) {
            return present;
        }
        try {
            var month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && !month.isAfter(present)) {
                return month;
            }
        } catch (DateTimeException unreadable) {
            // refused below
        }
        throw new InvalidInput("refusal.choice");
    }

    public YearMonth before() {
        return month.minusMonths(1);
    }

    public boolean hasAfter() {
        return month.isBefore(present);
    }

    public YearMonth after() {
        return month.plusMonths(1);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }
}
