package org.tenantry.web;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.tenantry.values.Money;

/** A bar for each month, in the units of a drawing 1000 wide and 200 high that the style sheet stretches. */
public record BarChart(List<Bar> bars, Money most) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;

    /** One month and its amount; {@code count} is what the amount is the sum of. */
    public record Bar(YearMonth month, Money amount, long count, int x, int y, int width, int height)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** An amount to draw. */
    public record Amount(YearMonth month, Money amount, long count) {}

    /** Draws amounts that are not below zero; the highest bar is as high as the drawing. */
    public static BarChart of(List<Amount> amounts) {
        var most = amounts.stream().map(Amount::amount).max(Money::compareTo).orElseThrow();
        var bars = IntStream.range(0, amounts.size())
                .mapToObj(i -> {
                    var one = amounts.get(i);
                    int left = i * WIDTH / amounts.size();
                    int slot = (i + 1) * WIDTH / amounts.size() - left;
                    int height = height(one.amount().nanos(), most.nanos());
                    return new Bar(
                            one.month(),
                            one.amount(),
                            one.count(),
                            left + slot / 6,
                            HEIGHT - height,
                            slot * 2 / 3,
                            height);
                })
                .toList();
        return new BarChart(bars, most);
    }

    /** The amount of the last month. */
    public Money latest() {
        return bars.get(bars.size() - 1).amount();
    }

    public boolean isEmpty() {
        return most.isZero();
    }

    /** What is not nothing can be seen. */
    private static int height(long size, long most) {
        if (size <= 0 || most <= 0) {
            return 0;
        }
        return Math.max(
                2,
                BigInteger.valueOf(size)
                        .multiply(BigInteger.valueOf(HEIGHT))
                        .divide(BigInteger.valueOf(most))
                        .intValueExact());
    }
}
