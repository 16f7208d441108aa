package org.tenantry.web.operator;

import java.io.Serializable;
import java.util.List;
import org.tenantry.metering.Accuracy;

/**
 * A pair of bars for each model that was compared: its error over 7 and over 30 days, in the units of drawings 1000 wide
 * that the style sheet stretches. {@code limit} is where the bars should end, {@code scale} what a full bar is, in
 * hundredths of a percent.
 */
public record DriftChart(List<Bar> bars, int limit, int scale) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 1000;

    /** Five percent, unless there is more to show. */
    private static final int LEAST_SCALE = 500;

    /** One model, and how long its bars are. */
    public record Bar(Accuracy.Row row, int week, int month) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static DriftChart of(List<Accuracy.Row> rows, int limit) {
        var shown = rows.stream()
                .filter(row ->
                        row.kind() == Accuracy.Kind.COUNTED && row.month().calls() > 0)
                .toList();
        int most = shown.stream()
                .mapToInt(row -> Math.max(row.week().worst(), row.month().worst()))
                .max()
                .orElse(0);
        int scale = Math.max(LEAST_SCALE, most);
        return new DriftChart(
                shown.stream()
                        .map(row -> new Bar(
                                row,
                                width(row.week().worst(), scale),
                                width(row.month().worst(), scale)))
                        .toList(),
                width(limit, scale),
                scale);
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    /** What is not nothing can be seen. */
    private static int width(int basisPoints, int scale) {
        return basisPoints == 0 ? 0 : Math.max(4, (int) ((long) basisPoints * WIDTH / scale));
    }
}
