package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tenantry.gateway.ProviderFailure.Kind;

/** Hears one short answer to its end and keeps what is worth showing to an operator. */
final class TrialHearing implements Witness {
    private static final int MOST_BYTES = 8192;

    /** Less than what is kept by more than a key is long, so that no part of one is left at the end. */
    private static final int MOST_SHOWN = 4096;

    private static final int PATIENCE_SECONDS = 5;
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 300;
    private static final int MOST_TEXT = 2000;

    private final String key;
    private final long startNanos = System.nanoTime();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final CountDownLatch over = new CountDownLatch(1);
    private int status;
    private String contentType = "";
    private Completion completion;

    TrialHearing(String key) {
        this.key = key;
    }

    @Override
    public void sawHead(int code, String type) {
        status = code;
        contentType = type;
    }

    @Override
    public void sawBody(ByteBuffer bytes) {
        var part = new byte[Math.min(bytes.remaining(), MOST_BYTES - body.size())];
        bytes.duplicate().get(part);
        body.writeBytes(part);
    }

    @Override
    public void heard(Delta delta) {
        append(text, delta.text());
        append(reasoning, delta.reasoning());
    }

    private static void append(StringBuilder to, String piece) {
        to.append(piece, 0, Math.min(piece.length(), Math.max(0, MOST_TEXT - to.length())));
    }

    @Override
    public void ended(Completion end) {
        completion = end;
        over.countDown();
    }

    /** Waits for the end; an answer that takes longer is given up. */
    Trial await(Upstream running, int seconds) {
        try {
            if (!over.await(seconds, TimeUnit.SECONDS)) {
                running.cancel();
                over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                completion = new Completion(
                        text.isEmpty() ? Ending.FAILED : Ending.CUT,
                        Optional.empty(),
                        Optional.of(new ProviderFailure(Kind.TIMED_OUT, true)));
            }
        } catch (InterruptedException e) {
            running.cancel();
            Thread.currentThread().interrupt();
            throw new ProviderRefused(new ProviderFailure(Kind.TIMED_OUT, true));
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new Trial(status, contentType, lines(), text.toString(), reasoning.toString(), completion, millis);
    }

    private List<String> lines() {
        var shown = body.toString(StandardCharsets.UTF_8);
        var safe = key.isEmpty() ? shown : shown.replace(key, "•••");
        return safe.substring(0, Math.min(safe.length(), MOST_SHOWN))
                .lines()
                .limit(MOST_LINES)
                .map(TrialHearing::visible)
                .toList();
    }

    /** Without what could move or hide the rest of a page: controls and marks of direction. */
    private static String visible(String line) {
        var cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
