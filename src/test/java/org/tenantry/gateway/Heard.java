package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A hearing for tests that keeps what it heard and notices when the promises of {@link Hearing} are broken. */
final class Heard implements Hearing {
    private final StringBuffer text = new StringBuffer();
    private final StringBuffer reasoning = new StringBuffer();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String broken = "";
    private volatile Completion completion;

    @Override
    public void heard(Delta delta) {
        enter();
        if (ends.get() > 0) {
            broken += " heard after the end;";
        }
        text.append(delta.text());
        reasoning.append(delta.reasoning());
        inside.set(false);
    }

    @Override
    public void ended(Completion end) {
        enter();
        if (ends.incrementAndGet() > 1) {
            broken += " ended twice;";
        }
        completion = end;
        inside.set(false);
        over.countDown();
    }

    private void enter() {
        if (!inside.compareAndSet(false, true)) {
            broken += " two threads at once;";
        }
    }

    /** Waits for the end and tells it. */
    Completion completion() {
        try {
            assertThat(over.await(20, TimeUnit.SECONDS)).as("the answer ended").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(broken).isEmpty();
        return completion;
    }

    Ending ending() {
        return completion().ending();
    }

    ProviderFailure.Kind failure() {
        return completion().failure().orElseThrow().kind();
    }

    void awaitText(String expected) {
        await(() -> text.indexOf(expected) >= 0);
    }

    static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(until);
            LockSupport.parkNanos(500_000);
        }
    }

    String text() {
        return text.toString();
    }

    String reasoning() {
        return reasoning.toString();
    }

    boolean over() {
        return over.getCount() == 0;
    }
}
