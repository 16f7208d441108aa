package org.tenantry.guard;

import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * The life of one request: leased → sent → heard → over. Its first fate is its only one. It is told to {@link Incoming}
 * after whatever is being told at that moment, without a lock, so that nobody who cancels can be held up.
 */
final class Trip implements Exchange, FutureCallback<AsyncClientEndpoint> {
    private static final Logger LOG = Logger.getLogger(Trip.class.getName());
    private static final long HURRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LINGER_MILLIS = 500;

    /** Whose turn it is to tell: nobody's, somebody's, somebody's who will tell the end too, or none any more. */
    private enum Turn {
        FREE,
        TELLING,
        ENDING,
        OVER
    }

    private final Egress egress;
    private final Egress.Gate gate;
    private final Outgoing outgoing;
    private final Incoming incoming;
    private final long startNanos = System.nanoTime();
    private final AtomicReference<Incoming.Fate> fate = new AtomicReference<>();
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.FREE);
    private final AtomicReference<AsyncClientEndpoint> leased = new AtomicReference<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Future<?> leasing;
    private volatile Future<?> timer;
    private volatile long lastNanos;
    private volatile boolean begun;
    private volatile boolean connected;
    private volatile long idleNanos;
    private long bytes;

    Trip(Egress egress, Egress.Gate gate, Outgoing outgoing, Incoming incoming) {
        this.egress = egress;
        this.gate = gate;
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.idleNanos = outgoing.idle().toNanos();
    }

    void start() {
        watch();
        if (gate.addresses().knows(outgoing.url().getHost())) {
            lease();
            return;
        }
        try {
            egress.lookUps().execute(this::lease);
        } catch (RejectedExecutionException e) {
            finish(Incoming.Fate.UNREACHABLE);
        }
    }

    private void lease() {
        var url = outgoing.url();
        attempts.incrementAndGet();
        try {
            leasing = gate.client().lease(new HttpHost(url.getScheme(), url.getHost(), url.getPort()), this);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void completed(AsyncClientEndpoint endpoint) {
        leased.set(endpoint);
        connected = true;
        if (fate.get() != null) {
            release(false);
            return;
        }
        try {
            endpoint.execute(new Attempt(this, outgoing), HttpCoreContext.create());
        } catch (IllegalStateException e) {
            finish(Incoming.Fate.UNREACHABLE); // given back meanwhile, because it was cancelled
        }
    }

    @Override
    public void failed(Exception e) {
        LOG.log(Level.FINE, e, () -> "no connection for " + outgoing);
        finish(Incoming.Fate.UNREACHABLE);
    }

    @Override
    public void cancelled() {
        finish(Incoming.Fate.CANCELLED);
    }

    /**
     * The exchange on a connection failed. Once, and only where nothing was sent or the connection was used before (so
     * that it was probably dead already), another is tried.
     */
    void broke(Exception e, boolean reused, boolean headSeen) {
        LOG.log(Level.FINE, e, () -> "broken off: " + outgoing);
        release(false);
        if (fate.get() != null) {
            return;
        }
        boolean stale = reused || e instanceof RequestNotExecutedException;
        if (stale && !headSeen && attempts.get() == 1) {
            lease();
            return;
        }
        finish(headSeen ? Incoming.Fate.BROKEN : Incoming.Fate.UNREACHABLE);
    }

    void tell(Runnable what) {
        if (fate.get() != null || !turn.compareAndSet(Turn.FREE, Turn.TELLING)) {
            return;
        }
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "an answer could not be taken in: " + outgoing);
            finish(Incoming.Fate.BROKEN);
        }
        if (!turn.compareAndSet(Turn.TELLING, Turn.FREE)) {
            turn.set(Turn.OVER);
            incoming.over(fate.get());
        }
    }

    Incoming incoming() {
        return incoming;
    }

    void tellBody(ByteBuffer chunk) {
        bytes += chunk.remaining();
        lastNanos = System.nanoTime();
        if (!begun) {
            begun = true;
            unwatch();
            watch();
        }
        if (bytes > outgoing.mostBytes()) {
            finish(Incoming.Fate.TOO_LARGE);
            return;
        }
        tell(() -> incoming.body(chunk));
    }

    /** The answer ended as it should; {@code reusable}: the connection can take another request. */
    void whole(boolean reusable) {
        release(reusable);
        finish(Incoming.Fate.WHOLE);
    }

    void finish(Incoming.Fate how) {
        if (claim(how)) {
            leaseNoMore();
            release(false);
            end();
        }
    }

    @Override
    public void cancel() {
        if (claim(Incoming.Fate.CANCELLED)) {
            leaseNoMore();
            release(false);
            endElsewhere();
        }
    }

    @Override
    public void enough() {
        if (claim(Incoming.Fate.WHOLE)) {
            schedule(() -> release(false), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            endElsewhere();
        }
    }

    @Override
    public void hurry() {
        idleNanos = Math.min(idleNanos, HURRY_NANOS);
        unwatch();
        watch();
    }

    private void leaseNoMore() {
        var request = leasing;
        if (request != null) {
            request.cancel(true);
        }
    }

    private boolean claim(Incoming.Fate how) {
        boolean first = fate.compareAndSet(null, how);
        if (first) {
            unwatch();
        }
        return first;
    }

    /** Tells the end from a thread of ours: the one who cancels may hold locks that the end needs. */
    private void endElsewhere() {
        try {
            egress.timers().execute(this::end);
        } catch (RejectedExecutionException e) {
            end();
        }
    }

    private void end() {
        while (true) {
            if (turn.compareAndSet(Turn.FREE, Turn.OVER)) {
                incoming.over(fate.get());
                return;
            }
            if (turn.compareAndSet(Turn.TELLING, Turn.ENDING) || turn.get() != Turn.FREE) {
                return;
            }
        }
    }

    private void release(boolean reusable) {
        var endpoint = leased.getAndSet(null);
        if (endpoint == null) {
            return;
        }
        if (reusable) {
            endpoint.releaseAndReuse();
        } else {
            endpoint.releaseAndDiscard();
        }
    }

    private void watch() {
        long now = System.nanoTime();
        long due = begun
                ? lastNanos + idleNanos
                : startNanos + outgoing.firstByte().toNanos();
        long left = Math.min(due - now, startNanos + outgoing.total().toNanos() - now);
        boolean connecting = !connected;
        if (connecting) {
            left = Math.min(left, startNanos + outgoing.connect().toNanos() - now);
        }
        if (left <= 0) {
            finish(connecting ? Incoming.Fate.UNREACHABLE : Incoming.Fate.TIMED_OUT);
        } else if (fate.get() == null) {
            timer = schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    private Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        try {
            return egress.timers().schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private void unwatch() {
        var running = timer;
        if (running != null) {
            running.cancel(false);
        }
    }
}
