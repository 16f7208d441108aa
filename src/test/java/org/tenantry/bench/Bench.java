package org.tenantry.bench;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the figures of this build on this machine, each beside what it is measured against, and writes them as JSON.
 * A bench, not a test: nothing here is right or wrong.
 */
public final class Bench {
    private static final int STARTS = number("TENANTRY_BENCH_STARTS", 3);
    private static final int ANSWERS = number("TENANTRY_BENCH_ANSWERS", 200);

    private static final int COUNTS = number("TENANTRY_BENCH_COUNTS", 5);

    private static final int STREAMS = number("TENANTRY_BENCH_STREAMS", 1_000);

    private static final int TENANTS = number("TENANTRY_BENCH_TENANTS", 1000);
    private static final int EVENTS = number("TENANTRY_BENCH_EVENTS", 1_000_000);

    private final Path folder;
    private final List<Figure> figures = new ArrayList<>();

    /** One line of the table: what, how many and of which unit. */
    private record Figure(String name, double value, String unit) {}

    private Bench(Path target) {
        folder = target.resolve("bench");
    }

    public static void main(String[] arguments) throws Exception {
        var target = Path.of(arguments[0]).toAbsolutePath();
        System.setProperty("testbed.target", target.toString());
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "4");
        var bench = new Bench(target);
        Files.createDirectories(bench.folder);
        var head = machine();
        Routing.run().forEach(one -> bench.add(one.name(), one.micros(), "µs"));
        if (COUNTS > 0) {
            bench.counts();
        }
        if (STARTS > 0) {
            bench.startUp();
        }
        if (ANSWERS > 0) {
            bench.firstToken();
        }
        if (STREAMS > 0) {
            bench.streams();
        }
        if (TENANTS > 0) {
            bench.closing();
        }
        bench.print(head);
    }

    private void counts() throws IOException {
        var counts = new Counts(folder.getParent().getParent());
        for (var speed : counts.speeds(COUNTS)) {
            var name = "counting " + speed.text() + ", " + speed.encoding();
            add(name, speed.megabytes(), "MB/s");
            add(name + ", times the plain library", speed.ratio(), "×");
        }
        add("counting a megabyte of hostile text", counts.worstMillis(), "ms");
        add("counting an answer at every checkpoint, times once", counts.streamed(400_000), "×");
    }

    private void startUp() throws Exception {
        var bare = new ArrayList<StartUp>();
        var later = new ArrayList<StartUp>();
        var data = StartUp.emptied(folder.resolve("data"));
        var first = StartUp.ofProduct(data, folder);
        for (int i = 0; i < STARTS; i++) {
            bare.add(StartUp.ofBareServer(folder));
            later.add(StartUp.ofProduct(data, folder));
        }
        add("bare Payara Micro: until it answers", StartUp.median(bare, StartUp::readySeconds), "s");
        add("first start: until ready", first.readySeconds(), "s");
        add("later start: until ready", StartUp.median(later, StartUp::readySeconds), "s");
        add("later start: processor time", StartUp.median(later, StartUp::processorSeconds), "s");
        add("later start: first page after it", StartUp.median(later, StartUp::firstPageMillis), "ms");
        add("memory, bare Payara Micro", StartUp.median(bare, StartUp::serverMebibytes), "MiB");
        add("memory after start, server", StartUp.median(later, StartUp::serverMebibytes), "MiB");
        add("memory after start, database", StartUp.median(later, StartUp::databaseMebibytes), "MiB");
    }

    private void firstToken() throws Exception {
        try (var run = new FirstToken(folder)) {
            run.warmUp();
            var stub = new ArrayList<Double>();
            var product = new ArrayList<Double>();
            for (int i = 0; i < ANSWERS; i++) {
                stub.add(run.straightFromTheStub());
                product.add(run.throughTheChatPage());
            }
            for (var part : new double[] {0.50, 0.95, 0.99}) {
                var name = "first token, p" + Math.round(part * 100);
                double straight = quantile(stub, part);
                double through = quantile(product, part);
                add(name + ", straight from the stub", straight, "ms");
                add(name + ", through the chat page", through, "ms");
                add(name + ", added", through - straight, "ms");
            }
        }
    }

    private void streams() throws Exception {
        try (var bench = new Streams(folder)) {
            bench.warmUp();
            var straight = bench.straight(STREAMS);
            var through = bench.through(STREAMS);
            var name = STREAMS + " streams of 20 tokens a second, ";
            add(name + "straight, whole", straight.whole(), "");
            add(name + "through the API, whole", through.whole(), "");
            beside(name + "first token, p50", through.firstMiddle(), straight.firstMiddle());
            beside(name + "first token, p99", through.firstWorst(), straight.firstWorst());
            beside(name + "between tokens, p50", through.gapMiddle(), straight.gapMiddle());
            beside(name + "between tokens, p99", through.gapWorst(), straight.gapWorst());
            add(name + "processor time of server", through.processorSeconds(), "s");
            add(name + "memory before", through.mebibytesBefore(), "MiB");
            add(name + "memory in the middle", through.mebibytesMiddle(), "MiB");
            add(name + "memory at the end", through.mebibytesEnd(), "MiB");
            add(name + "calls left open", bench.open(), "");
        }
    }

    private void beside(String name, double here, double there) {
        add(name, here, "ms");
        add(name + ", times straight", here / there, "×");
    }

    private void closing() throws Exception {
        try (var bench = new Closing(folder, TENANTS, EVENTS)) {
            var run = bench.run();
            add("the sums of " + EVENTS + " events in one statement", run.aggregateMillis(), "ms");
            add("closing " + TENANTS + " tenants, " + run.invoices() + " invoices", run.closingMillis(), "ms");
            add("closing, times the one statement", run.closingMillis() / run.aggregateMillis(), "×");
            add("closing, statements a tenant", run.statements(), "");
            add("closing, processor time of server", run.serverSeconds(), "s");
            add("closing, processor time of database", run.databaseSeconds(), "s");
            add("closing, deadlocks", run.deadlocks(), "");
            add("closing, memory it took", run.grewMebibytes(), "MiB");
            add("drafting one tenant's bill", bench.draftMillis(), "ms");
        }
    }

    private void add(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
    }

    private void print(String head) throws IOException {
        System.out.println("\n" + head + "\n");
        var list = Json.createArrayBuilder();
        for (var figure : figures) {
            System.out.printf(Locale.ROOT, "  %-72s %10.1f %s%n", figure.name(), figure.value(), figure.unit());
            list.add(Json.createObjectBuilder()
                    .add("name", figure.name())
                    .add("value", Math.round(figure.value() * 1000) / 1000.0)
                    .add("unit", figure.unit()));
        }
        var json = Json.createObjectBuilder()
                .add("machine", head)
                .add("figures", list)
                .build();
        Files.writeString(folder.resolve("bench.json"), json + "\n");
        System.out.println("\n" + json);
    }

    private static String machine() throws IOException {
        var load = Path.of("/proc/loadavg");
        return "Tenantry on JDK " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, load before "
                + (Files.exists(load) ? Files.readString(load).split(" ")[0] : "unknown") + "; medians of " + STARTS
                + " starts, " + ANSWERS + " answers one after another";
    }

    static double quantile(List<Double> values, double part) {
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    private static int number(String variable, int otherwise) {
        var text = System.getenv(variable);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
