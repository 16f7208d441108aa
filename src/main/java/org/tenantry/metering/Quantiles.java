package org.tenantry.metering;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Median and 95% of a span of time, in milliseconds; null when nothing was measured. Read from counts in steps of a tenth
 * of the natural logarithm, so they are right within 5%.
 */
public record Quantiles(Long median, Long p95) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Quantiles NONE = new Quantiles(null, null);

    /** From how many there were in each step, by the number of the step. */
    static Quantiles of(Map<Long, Long> steps) {
        long count = steps.values().stream().mapToLong(Long::longValue).sum();
        if (count == 0) {
            return NONE;
        }
        var sorted = new TreeMap<>(steps);
        return new Quantiles(at(sorted, (count + 1) / 2), at(sorted, (count * 95 + 99) / 100));
    }

    private static long at(TreeMap<Long, Long> steps, long rank) {
        long passed = 0;
        for (var step : steps.entrySet()) {
            passed += step.getValue();
            if (passed >= rank) {
                return millis(step.getKey());
            }
        }
        throw new IllegalStateException("a rank beyond the count");
    }

    private static long millis(long step) {
        return step == 0 ? 0 : Math.round(Math.exp((step + 0.5) / 10) - 1);
    }
}
