package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.testbed.Together;
import org.tenantry.values.Refusal;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TurnsTest {
    @Test
    void half_as_many_as_there_are_connections_work_at_a_time_and_all_come_to_their_turn() throws Exception {
        var turns = new Turns(8, 60_000);
        var working = new AtomicInteger();
        var most = new AtomicInteger();
        var results = Together.run(
                40,
                i -> turns.take(() -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    Thread.yield();
                    working.decrementAndGet();
                    return i;
                }));
        assertThat(results).hasSize(40).allMatch(Integer.class::isInstance);
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void who_does_not_come_to_its_turn_is_told_to_come_again_and_takes_no_place() throws Exception {
        var turns = new Turns(1, 50);
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var holder = new Thread(() -> turns.take(() -> {
            inside.countDown();
            try {
                return leave.await(60, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        holder.start();
        inside.await();
        assertThatThrownBy(() -> turns.take(() -> "never"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.status()).isEqualTo(503));
        leave.countDown();
        holder.join();
        assertThat(turns.take(() -> "now")).isEqualTo("now");
    }

    @Test
    void work_that_fails_gives_its_place_back() {
        var turns = new Turns(1, 50);
        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(turns.take(() -> "next")).isEqualTo("next");
    }
}
