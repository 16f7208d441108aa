package org.tenantry.health;

import org.eclipse.microprofile.config.Config;

/**
 * When a node keeps away from a model, and for how long: after {@code failures} failed calls within {@code windowSeconds}
 * that are at least {@code percent} of all, for {@code openSeconds}, twice as long after each try that fails, and never
 * longer than {@code mostOpenSeconds}.
 */
record CircuitRule(int failures, int percent, int windowSeconds, int openSeconds, int mostOpenSeconds) {
    static final CircuitRule USUAL = new CircuitRule(5, 50, 60, 30, 300);

    static CircuitRule of(Config config) {
        return new CircuitRule(
                number(config, "failures", USUAL.failures, 1, 10_000),
                number(config, "percent", USUAL.percent, 1, 100),
                number(config, "window.seconds", USUAL.windowSeconds, 10, 3600),
                number(config, "open.seconds", USUAL.openSeconds, 1, 3600),
                number(config, "open.most.seconds", USUAL.mostOpenSeconds, 1, 3600));
    }

    private static int number(Config config, String name, int usual, int least, int most) {
        int said = config.getOptionalValue("tenantry.circuit." + name, Integer.class)
                .orElse(usual);
        return Math.min(most, Math.max(least, said));
    }
}
