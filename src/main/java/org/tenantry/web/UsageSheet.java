package org.tenantry.web;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.tenantry.metering.UsageReport.By;
import org.tenantry.metering.UsageReport.Day;
import org.tenantry.metering.UsageReport.Sums;
import org.tenantry.values.Money;

/** The use of one span as a page shows it: the sums, a bar for each day, and tables of what it is made of. */
public record UsageSheet(DateSpan span, Sums total, List<Day> days, List<Bar> bars, List<Group> groups) {
    /** What the drawing is wide and high; the style sheet stretches it. */
    private static final int WIDTH = 1000;

    private static final int HEIGHT = 200;

    /** The use of one day as a bar, in the units of the drawing. */
    public record Bar(LocalDate day, Sums sums, int x, int y, int width, int height, boolean inSpan) {}

    /** A table of lines. */
    public record Group(By by, List<Line> lines, boolean cut) {}

    /** The use of one model, conversation or member; {@code id} is empty where nothing can be opened. */
    public record Line(String name, String id, Sums sums) {}

    public boolean isEmpty() {
        return total.calls() == 0;
    }

    public boolean hasBars() {
        return bars.stream().anyMatch(bar -> bar.height() > 0);
    }

    /** What the dearest of the days cost. */
    public Money most() {
        return days.stream()
                .map(day -> day.sums().charge())
                .max(Money::compareTo)
                .orElseThrow();
    }

    public LocalDate firstDay() {
        return days.get(0).day();
    }

    public LocalDate lastDay() {
        return days.get(days.size() - 1).day();
    }

    static List<Bar> bars(List<Day> days, DateSpan span) {
        long most = days.stream()
                .mapToLong(day -> day.sums().charge().nanos())
                .max()
                .orElse(0);
        int slot = WIDTH / Math.max(1, days.size());
        return IntStream.range(0, days.size())
                .mapToObj(i -> {
                    var day = days.get(i);
                    int height = height(day.sums().charge().nanos(), most);
                    return new Bar(
                            day.day(),
                            day.sums(),
                            i * slot + slot / 8,
                            HEIGHT - height,
                            Math.max(1, slot * 3 / 4),
                            height,
                            span.contains(day.day()));
                })
                .toList();
    }

    /** A day with any use at all has a bar that can be seen. */
    private static int height(long size, long most) {
        if (size == 0 || most == 0) {
            return 0;
        }
        int height = BigInteger.valueOf(size)
                .multiply(BigInteger.valueOf(HEIGHT))
                .divide(BigInteger.valueOf(most))
                .intValueExact();
        return Math.max(2, height);
    }
}
