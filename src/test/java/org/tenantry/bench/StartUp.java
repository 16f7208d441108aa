package org.tenantry.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.tenantry.testbed.Product;

/** What one start took: of the product, or of its server with nothing deployed. */
record StartUp(
        double readySeconds,
        double processorSeconds,
        double firstPageMillis,
        double serverMebibytes,
        double databaseMebibytes) {
    static final List<String> JAVA_OPTIONS = List.of("-Xmx1g");
    private static final int PATIENCE_SECONDS = 240;
    private static final int IDLE_SECONDS = 5;

    /** Started as the run command starts it; ready when its health check says so. */
    static StartUp ofProduct(Path data, Path folder) throws Exception {
        int port = freePort();
        long began = System.nanoTime();
        var product = new Product(JAVA_OPTIONS, data, folder.resolve("terminal.txt"), port, Map.of());
        try {
            await(product.address() + "/health/ready", status -> status == 200);
            double ready = seconds(began);
            double processor = processorSeconds(product.server());
            product.ready();
            long asked = System.nanoTime();
            status(product.address() + "/sign-in.xhtml");
            double firstPage = seconds(asked) * 1000;
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new StartUp(
                    ready, processor, firstPage, mebibytes(product.server()), mebibytes(product.embeddedDatabase()));
        } finally {
            product.stop();
        }
    }

    /** The same server without an application; ready when it answers at all. */
    static StartUp ofBareServer(Path folder) throws Exception {
        int port = freePort();
        var command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        JAVA_OPTIONS.get(0),
                        "-Djava.io.tmpdir=" + emptied(folder.resolve("tmp")),
                        "-jar",
                        System.getProperty("testbed.target") + "/launch/payara-micro.jar",
                        "--port",
                        String.valueOf(port),
                        "--nohazelcast",
                        "--disablephonehome")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bare.txt").toFile());
        long began = System.nanoTime();
        var server = command.start();
        try {
            await("http://127.0.0.1:" + port + "/", status -> true);
            double ready = seconds(began);
            double processor = processorSeconds(server.toHandle());
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new StartUp(ready, processor, 0, mebibytes(server.toHandle()), 0);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    static double median(List<StartUp> starts, ToDoubleFunction<StartUp> figure) {
        return Bench.quantile(starts.stream().map(figure::applyAsDouble).toList(), 0.5);
    }

    static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(String address, Predicate<Integer> enough) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < until) {
            try {
                if (enough.test(status(address))) {
                    return;
                }
            } catch (ConnectException notYet) {
                // asked again in a moment
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException(address + " does not answer");
    }

    private static int status(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** What the process holds in memory, on Linux; elsewhere 0. */
    static double mebibytes(ProcessHandle process) throws IOException {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }
}
