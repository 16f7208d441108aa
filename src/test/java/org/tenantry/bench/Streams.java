package org.tenantry.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tenantry.testbed.ApiVisitor;

/**
 * Many streams at a time, of 20 tokens a second each, straight from a stub of a provider and through the API with its key,
 * holds, checkpoints and settlements: how many come whole, how soon, how evenly, and what memory they take.
 */
final class Streams implements AutoCloseable {
    private static final int A_SECOND = 500;
    private static final int PAUSE_MILLIS = 50;
    private static final int SECONDS = 20;
    private static final int TOKENS = SECONDS * 1_000 / PAUSE_MILLIS;
    private static final int WARM_UP = 200;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Stand stand;
    private final String key;

    /** Of one run; times in milliseconds, memory of the server in the middle and at the end of it. */
    record Run(
            int whole,
            double firstMiddle,
            double firstWorst,
            double gapMiddle,
            double gapWorst,
            double processorSeconds,
            double mebibytesBefore,
            double mebibytesMiddle,
            double mebibytesEnd) {}

    Streams(Path folder) throws Exception {
        stand = new Stand(folder);
        key = stand.key();
    }

    void warmUp() throws Exception {
        straight(WARM_UP);
        through(WARM_UP);
        through(WARM_UP);
    }

    Run straight(int streams) throws Exception {
        return run(streams, stand.stub.openAiUrl() + "/chat/completions");
    }

    Run through(int streams) throws Exception {
        return run(streams, stand.product.address() + "/v1/chat/completions");
    }

    /** Calls that were held and never settled; none, if all is well. */
    int open() throws Exception {
        try (var connection = stand.product.openEmbeddedDatabase();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT COUNT(*) FROM model_call WHERE state IN ('HELD', 'SENT')")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Run run(int streams, String address) throws Exception {
        var server = stand.product.server();
        double before = StartUp.mebibytes(server);
        double processor = StartUp.processorSeconds(server);
        var body = ApiVisitor.question(
                Stand.MODEL,
                "[stub tokens=" + TOKENS + " pause=" + PAUSE_MILLIS + "] Go on",
                ",\"stream\":true,\"max_tokens\":" + TOKENS);
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var ears = new ArrayList<Ear>();
        var ends = new ArrayList<CompletableFuture<?>>();
        long from = System.nanoTime();
        for (int i = 0; i < streams; i++) {
            LockSupport.parkNanos(from + i * TimeUnit.SECONDS.toNanos(1) / A_SECOND - System.nanoTime());
            var ear = new Ear();
            ears.add(ear);
            ends.add(client.sendAsync(request, BodyHandlers.fromLineSubscriber(ear))
                    .exceptionally(failure -> null));
        }
        TimeUnit.NANOSECONDS.sleep(from + TimeUnit.SECONDS.toNanos(SECONDS / 2) - System.nanoTime());
        double middle = StartUp.mebibytes(server);
        TimeUnit.NANOSECONDS.sleep(from + TimeUnit.SECONDS.toNanos(SECONDS - 1) - System.nanoTime());
        double end = StartUp.mebibytes(server);
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(3, TimeUnit.MINUTES);
        var firsts = new ArrayList<Double>();
        var gaps = new ArrayList<Double>();
        for (var ear : ears) {
            if (ear.firstNanos > 0) {
                firsts.add((ear.firstNanos - ear.bornNanos) / 1e6);
            }
            gaps.addAll(ear.gaps);
        }
        return new Run(
                (int) ears.stream()
                        .filter(ear -> ear.done && ear.tokens == TOKENS)
                        .count(),
                quantile(firsts, 0.5),
                quantile(firsts, 0.99),
                quantile(gaps, 0.5),
                quantile(gaps, 0.99),
                StartUp.processorSeconds(server) - processor,
                before,
                middle,
                end);
    }

    private static double quantile(List<Double> values, double part) {
        return values.isEmpty() ? Double.NaN : Bench.quantile(values, part);
    }

    @Override
    public void close() {
        stand.close();
        threads.shutdownNow();
    }

    /** Hears one stream. */
    private static final class Ear implements Flow.Subscriber<String> {
        private final long bornNanos = System.nanoTime();
        private final List<Double> gaps = new ArrayList<>();
        private long firstNanos;
        private long lastNanos;
        private int tokens;
        private boolean done;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.equals("data: [DONE]")) {
                done = true;
            } else if (line.contains("\"content\":\"") && !line.contains("\"content\":\"\"")) {
                long now = System.nanoTime();
                if (tokens++ == 0) {
                    firstNanos = now;
                } else {
                    gaps.add((now - lastNanos) / 1e6);
                }
                lastNanos = now;
            }
        }

        @Override
        public void onError(Throwable broken) {
            done = false;
        }

        @Override
        public void onComplete() {}
    }
}
