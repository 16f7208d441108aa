package org.tenantry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tenantry.calls.RoutingBench;

/** What deciding which model answers takes, in the best of several batches, as other work on the machine only adds to it: with a full table of rules and many models, on questions of several lengths. */
record Routing(String name, double micros) {
    private static final int WARM_UP = 20_000;
    private static final int RUNS = 5_000;
    private static final int BATCHES = 20;

    static List<Routing> run() {
        var figures = new ArrayList<Routing>();
        for (int[] size : new int[][] {{20, 20}, {100, 20}, {200, 100}}) {
            var bench = new RoutingBench(size[0], size[1]);
            figures.add(new Routing(
                    "routing decision, " + size[0] + " rules and " + size[1] + " models", micros(bench::decide)));
        }
        var bench = new RoutingBench(20, 20);
        for (int length : new int[] {200, 2_000, 20_000}) {
            var question = bench.question(length);
            figures.add(new Routing(
                    "routing, reading a question of " + length + " characters", micros(() -> bench.read(question))));
        }
        return figures;
    }

    private static double micros(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        double best = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long began = System.nanoTime();
            for (int i = 0; i < RUNS; i++) {
                work.run();
            }
            best = Math.min(best, (System.nanoTime() - began) / 1_000.0 / RUNS);
        }
        return best;
    }

    /** Alone, without a server. */
    public static void main(String[] arguments) {
        run().forEach(one -> System.out.printf(Locale.ROOT, "  %-60s %10.2f µs%n", one.name(), one.micros()));
    }
}
