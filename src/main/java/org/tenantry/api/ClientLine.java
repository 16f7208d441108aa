package org.tenantry.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The line to one client. What is written waits here until the line takes it, so that nobody who writes ever waits: at most
 * half a mebibyte, and at most half a minute without anything being taken; then the client counts as gone, what waits is
 * let go of, and a farewell takes its place for a while, in case the client reads on. What is told to {@code gone} is told
 * once, and never while anything here is locked.
 */
final class ClientLine implements WriteListener {
    private static final byte[] BEAT = ": beat\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_WAITING = 512 << 10;
    private static final long MOST_STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FAREWELL_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final Runnable gone;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean headed;
    private boolean open;
    private boolean blocked;
    private boolean unflushed;
    private boolean ending;
    private boolean lost;
    private boolean over;
    private long blockedSinceNanos;
    private long writtenAtNanos = System.nanoTime();

    ClientLine(AsyncContext async, Runnable gone) throws IOException {
        this.async = async;
        this.response = (HttpServletResponse) async.getResponse();
        this.out = response.getOutputStream();
        this.gone = gone;
    }

    void begin() {
        async.setTimeout(0);
        out.setWriteListener(this);
    }

    /** Sets status and headers, unless that was done before; tells whether it was done now. */
    synchronized boolean head(Consumer<HttpServletResponse> how) {
        if (headed || over) {
            return false;
        }
        headed = true;
        how.accept(response);
        return true;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Whether the client does not read, so that what is written is not kept any more. */
    synchronized boolean isLost() {
        return lost;
    }

    /** Never waits. */
    void write(byte[] bytes) {
        if (put(bytes, MOST_WAITING)) {
            gone.run();
        }
    }

    /** The last that is written; it may be as long as it is. */
    void end(byte[] bytes) {
        if (last(bytes)) {
            gone.run();
        }
    }

    private synchronized boolean last(byte[] bytes) {
        ending = true;
        return put(bytes, Integer.MAX_VALUE);
    }

    /** The last that is written to a client that counts as gone. */
    synchronized void farewell(byte[] bytes) {
        if (!over) {
            lost = true;
            ending = true;
            waiting.clear();
            waiting.add(bytes);
            waitingBytes = bytes.length;
            pump();
        }
    }

    /** Shows that the line is alive when nothing was written for so long, and whether it is. */
    void beat(long afterNanos) {
        boolean left = false;
        synchronized (this) {
            long now = System.nanoTime();
            if (blocked && now - blockedSinceNanos > (lost ? FAREWELL_NANOS : MOST_STALLED_NANOS)) {
                left = lost || ending ? drop() : lose();
            } else if (!over && !ending && !lost && !blocked && now - writtenAtNanos >= afterNanos) {
                waiting.add(BEAT);
                waitingBytes += BEAT.length;
                left = pump();
            }
        }
        if (left) {
            gone.run();
        }
    }

    @Override
    public void onWritePossible() {
        boolean left;
        synchronized (this) {
            open = true;
            blocked = false;
            left = pump();
        }
        if (left) {
            gone.run();
        }
    }

    @Override
    public void onError(Throwable failure) {
        boolean left;
        synchronized (this) {
            left = drop();
        }
        if (left) {
            gone.run();
        }
    }

    /** Whether the client turned out to be gone. */
    private synchronized boolean put(byte[] bytes, int most) {
        if (over || lost) {
            return false;
        }
        if (bytes.length > 0) {
            waiting.add(bytes);
            waitingBytes += bytes.length;
            writtenAtNanos = System.nanoTime();
        }
        return waitingBytes > most ? lose() : pump();
    }

    private boolean pump() {
        if (!open || blocked || over) {
            return false;
        }
        try {
            while (ready()) {
                if (!waiting.isEmpty()) {
                    var bytes = waiting.poll();
                    waitingBytes -= bytes.length;
                    out.write(bytes);
                    unflushed = true;
                } else if (unflushed && !ending) {
                    out.flush();
                    unflushed = false;
                } else {
                    if (ending) {
                        over = true;
                        async.complete();
                    }
                    return false;
                }
            }
            return false;
        } catch (IOException | IllegalStateException left) {
            return drop();
        }
    }

    private boolean ready() {
        if (out.isReady()) {
            return true;
        }
        blocked = true;
        blockedSinceNanos = System.nanoTime();
        return false;
    }

    /** It does not read: nothing more is kept for it. */
    private boolean lose() {
        lost = true;
        waiting.clear();
        waitingBytes = 0;
        return true;
    }

    private boolean drop() {
        if (over) {
            return false;
        }
        over = true;
        waiting.clear();
        waitingBytes = 0;
        try {
            async.complete();
        } catch (IllegalStateException completed) {
            return !lost;
        }
        return !lost;
    }
}
