package org.tenantry.api;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.calls.Answering;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.RunningCall;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;

/**
 * The answers that this server is passing on to programs. Threads that hear providers never wait: the database has its own,
 * and one writes down for all answers together how far they have come, every two seconds.
 */
@ApplicationScoped
public class Relays implements Relay.Keeper {
    private static final Logger LOG = Logger.getLogger(Relays.class.getName());
    private static final int DATABASE_THREADS = 8;
    private static final int MOST_DRAINS = 64;
    private static final int MOST_TOGETHER = 200;
    private static final int TICK_MILLIS = 500;
    private static final int KEEP_SECONDS = 2;
    private static final int FINISH_TRIES = 300;
    private static final int MOST_FINISH_SECONDS = 5;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Calls calls;

    @Inject
    ApiCalls apiCalls;

    private final Map<RequestId, Relay> live = new ConcurrentHashMap<>();

    /** Those that are settled while a slow client has not taken its end yet. */
    private final Set<Relay> closing = ConcurrentHashMap.newKeySet();

    private final Semaphore drains = new Semaphore(MOST_DRAINS);
    private ScheduledExecutorService clocks;
    private ExecutorService desk;

    @PostConstruct
    void begin() {
        clocks = Executors.newScheduledThreadPool(2, threads);
        desk = Executors.newFixedThreadPool(DATABASE_THREADS, threads);
        clocks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        clocks.scheduleWithFixedDelay(this::checkpoint, KEEP_SECONDS, KEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void tick() {
        live.values().forEach(Relay::tick);
        closing.removeIf(Relay::isOver);
        closing.forEach(Relay::tick);
    }

    /** A stopping server cuts what it is passing on and settles it; what it cannot settle any more, the sweep ends. */
    @PreDestroy
    void end() {
        live.values().forEach(Relay::cut);
        clocks.shutdownNow();
        desk.shutdown();
        try {
            desk.awaitTermination(MOST_FINISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How a held call is sent. */
    interface Sending {
        RunningCall send(HeldCall call, Answering answering);
    }

    /** Sends a held call; from now on it is looked after here until it is settled. */
    void send(Relay relay, Sending sending) {
        live.put(relay.call().id(), relay);
        try {
            relay.runs(sending.send(relay.call(), relay));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "call " + relay.call().id() + " could not be sent");
            relay.ended(new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("PROVIDER_ERROR")));
        }
    }

    /** Does something on a thread that may wait. */
    void later(Runnable work) {
        try {
            desk.execute(work);
        } catch (RejectedExecutionException stopping) {
            LOG.log(Level.FINE, "stopping", stopping);
        }
    }

    boolean isHere(RequestId call) {
        return live.containsKey(call);
    }

    @Override
    public boolean mayDrain() {
        return drains.tryAcquire();
    }

    @Override
    public void drained() {
        drains.release();
    }

    @Override
    public void ended(Relay relay) {
        later(() -> finish(relay, 1));
    }

    /** Until the database takes it. The client waits for the first try alone. */
    private void finish(Relay relay, int tries) {
        try {
            var receipt = Retry.transaction(
                    () -> apiCalls.settle(relay.call(), relay.settled(), relay.paid(), relay.claim(), relay::record));
            relay.tell(receipt.usage(), headers(relay, receipt));
            closing.add(relay);
            live.remove(relay.call().id());
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "call " + relay.call().id() + " could not be settled, try " + tries);
            relay.tell(relay.unsettled(), Map.of());
            finishLater(relay, tries);
        }
    }

    private void finishLater(Relay relay, int tries) {
        if (tries >= FINISH_TRIES) {
            live.remove(relay.call().id());
            return;
        }
        try {
            clocks.schedule(
                    () -> later(() -> finish(relay, tries + 1)),
                    Math.min(tries, MOST_FINISH_SECONDS),
                    TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.log(Level.FINE, "stopping", stopping);
        }
    }

    /** What an answer in one piece cost, and what is left. */
    private Map<String, String> headers(Relay relay, Receipt receipt) {
        if (relay.isStream() || receipt.state() != Receipt.State.PAID) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put(
                "x-tenantry-cost", receipt.charge().units().stripTrailingZeros().toPlainString());
        var free = apiCalls.free(relay.visit().caller());
        headers.put("x-tenantry-balance", free.units().stripTrailingZeros().toPlainString());
        headers.put("x-tenantry-currency", free.currency().getCurrencyCode());
        return headers;
    }

    private void checkpoint() {
        try {
            long now = System.nanoTime();
            var due = new ArrayList<Calls.Progress>();
            for (var relay : live.values()) {
                relay.due(now).ifPresent(spoken -> due.add(new Calls.Progress(relay.call(), spoken)));
                if (due.size() == MOST_TOGETHER) {
                    checkpoint(due);
                    due.clear();
                }
            }
            checkpoint(due);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "running calls could not be written down; trying again");
        }
    }

    private void checkpoint(List<Calls.Progress> due) {
        if (!due.isEmpty()) {
            for (var over : Retry.transaction(() -> calls.checkpoint(due))) {
                Optional.ofNullable(live.get(over)).ifPresent(Relay::cut);
            }
        }
    }
}
