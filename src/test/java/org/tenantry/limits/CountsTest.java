package org.tenantry.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Together;
import org.tenantry.values.RequestId;

/** What one node lets pass in a minute and at a time, by a clock that is played. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CountsTest {
    private static final Instant START = Instant.parse("2031-03-01T00:00:01Z");

    private final Clock clock = new PlayedClock().clock();
    private final Counts counts = new Counts(clock::millis, 200);
    private final AtomicInteger names = new AtomicInteger();

    @AfterEach
    void real() {
        PlayedClock.real();
    }

    @Test
    void a_minute_lets_pass_what_is_allowed_and_tells_when_there_is_room_again() {
        var who = List.of(tenant(requests(3)));
        at(0);
        assertThat(ask(who)).isEmpty();
        at(10);
        assertThat(ask(who)).isEmpty();
        assertThat(ask(who)).isEmpty();
        var hit = ask(who).orElseThrow();
        assertThat(hit.what()).isEqualTo(What.REQUESTS);
        assertThat(hit.most()).isEqualTo(3);
        assertThat(hit.waitMillis()).isBetween(50_000L, 52_000L);
        at(59);
        assertThat(ask(who)).isPresent();
        at(62);
        assertThat(ask(who)).isEmpty();
        assertThat(ask(who)).isPresent();
        at(73);
        assertThat(ask(who)).isEmpty();
    }

    @Test
    void in_no_minute_whatsoever_passes_more_than_is_allowed() {
        var who = List.of(tenant(requests(10)));
        var passed = new java.util.ArrayList<Integer>();
        for (int second = 0; second < 300; second++) {
            at(second);
            for (int i = 0; i < (second % 17 == 0 ? 9 : 1); i++) {
                if (ask(who).isEmpty()) {
                    passed.add(second);
                }
            }
        }
        for (int from : passed) {
            assertThat(passed.stream().filter(at -> at >= from && at < from + 60))
                    .hasSizeLessThanOrEqualTo(10);
        }
        assertThat(passed).hasSizeGreaterThan(40);
    }

    @Test
    void two_hundred_at_once_are_exactly_as_many_as_the_tightest_of_three_allows() throws Exception {
        var tenant = tenant(requests(100));
        var member = new Counted(Whose.MEMBER, "M:m", requests(80));
        var key = new Counted(Whose.KEY, "K:k", requests(37));
        var results = Together.run(50, i -> {
            int passed = 0;
            for (int n = 0; n < 4; n++) {
                passed += ask(List.of(tenant, member, key)).isEmpty() ? 1 : 0;
            }
            return passed;
        });
        assertThat(results.stream().mapToInt(Integer.class::cast).sum()).isEqualTo(37);
        var other = new Counted(Whose.KEY, "K:other", requests(1_000));
        results = Together.run(50, i -> {
            int passed = 0;
            for (int n = 0; n < 4; n++) {
                passed += ask(List.of(tenant, member, other)).isEmpty() ? 1 : 0;
            }
            return passed;
        });
        assertThat(results.stream().mapToInt(Integer.class::cast).sum())
                .as("what was refused by the key is not counted for the member")
                .isEqualTo(80 - 37);
    }

    @Test
    void tokens_are_reserved_by_estimate_and_put_right_at_the_end() {
        var who = List.of(tenant(limit(What.TOKENS, 1_000)));
        at(0);
        var first = RequestId.next();
        assertThat(counts.admit(first, "a", 600, who)).isEmpty();
        assertThat(counts.admit(RequestId.next(), "b", 600, who)).isPresent();
        counts.end(first, 200);
        assertThat(left(who)).isEqualTo(800);
        var second = RequestId.next();
        assertThat(counts.admit(second, "c", 600, who)).isEmpty();
        counts.end(second, 900);
        assertThat(left(who)).as("more than was estimated counts too").isZero();
        counts.end(second, 0);
        assertThat(left(who)).as("it ends once").isZero();
        assertThat(counts.admit(RequestId.next(), "d", 1_001, who).orElseThrow().waitMillis())
                .as("waiting never helps")
                .isNegative();
        at(100);
        assertThat(left(who)).isEqualTo(1_000);
        assertThat(counts.admit(RequestId.next(), "e", 1_000, who)).isEmpty();
    }

    @Test
    void answers_at_a_time_end_are_taken_back_or_die_when_nothing_is_heard_of_them() {
        var who = List.of(tenant(limit(What.STREAMS, 2)));
        at(0);
        var first = RequestId.next();
        var second = RequestId.next();
        assertThat(counts.admit(first, "a", 1, who)).isEmpty();
        assertThat(counts.admit(second, "b", 1, who)).isEmpty();
        assertThat(counts.admit(RequestId.next(), "c", 1, who)).isPresent();
        counts.end(first, 1);
        var third = RequestId.next();
        assertThat(counts.admit(third, "d", 1, who)).isEmpty();
        counts.takeBack(third);
        assertThat(counts.admit(RequestId.next(), "e", 1, who)).isEmpty();
        at(80);
        counts.lives(second);
        at(100);
        counts.sweep();
        assertThat(counts.admit(RequestId.next(), "f", 1, who))
                .as("one of two died")
                .isEmpty();
        assertThat(counts.admit(RequestId.next(), "g", 1, who))
                .as("the other lives")
                .isPresent();
    }

    @Test
    void a_request_made_again_counts_once() {
        var who = List.of(tenant(new Ceiling.Sum()
                .atMost(What.REQUESTS, 2, Lifter.PLAN)
                .atMost(What.STREAMS, 1, Lifter.PLAN)
                .ceiling()));
        at(0);
        for (int run = 0; run < 4; run++) {
            var id = RequestId.next();
            assertThat(counts.admit(id, "same", 1, who)).isEmpty();
            counts.takeBack(id);
        }
        assertThat(counts.standing(who).requests().orElseThrow().remaining()).isEqualTo(1);
        assertThat(counts.admit(RequestId.next(), "same", 1, who)).isEmpty();
        assertThat(counts.admit(RequestId.next(), "same", 1, who))
                .as("the first one is running")
                .isEmpty();
        assertThat(counts.admit(RequestId.next(), "other", 1, who)).isPresent();
    }

    @Test
    void the_same_request_sent_many_times_at_once_is_one_whichever_of_them_is_done() {
        var who = List.of(tenant(new Ceiling.Sum()
                .atMost(What.REQUESTS, 1, Lifter.PLAN)
                .atMost(What.STREAMS, 1, Lifter.PLAN)
                .ceiling()));
        at(0);
        var ids = Stream.generate(RequestId::next).limit(30).toList();
        for (var id : ids) {
            assertThat(counts.admit(id, "same", 10, who)).isEmpty();
        }
        counts.takeBack(ids.get(0));
        counts.keep(ids.get(1));
        ids.stream().skip(2).forEach(counts::takeBack);
        assertThat(counts.admit(RequestId.next(), "same", 10, who)).isEmpty();
        assertThat(counts.admit(RequestId.next(), "other", 10, who)).isPresent();
        counts.end(ids.get(1), 10);
        assertThat(counts.admit(RequestId.next(), "other", 10, who)
                        .orElseThrow()
                        .what())
                .isEqualTo(What.REQUESTS);
    }

    @Test
    void a_clock_that_jumps_forward_forgets_and_one_that_jumps_back_begins_anew() {
        var who = List.of(tenant(requests(1)));
        at(0);
        assertThat(ask(who)).isEmpty();
        assertThat(ask(who)).isPresent();
        at(3_600 * 24 * 365);
        assertThat(ask(who)).isEmpty();
        assertThat(ask(who)).isPresent();
        at(0);
        assertThat(ask(who)).isEmpty();
        assertThat(ask(who)).isPresent();
        at(-1);
        assertThat(ask(who)).as("a moment back is no jump").isPresent();
    }

    @Test
    void what_others_say_counts_here_and_may_be_said_twice() {
        var who = List.of(tenant(requests(5)));
        at(0);
        assertThat(ask(who)).isEmpty();
        long slot = Window.slot(clock.millis());
        var said = List.of(new Share("T:t", slot, 2, 20), new Share("T:t", slot - 3, 1, 10));
        counts.hear(said);
        counts.hear(said);
        assertThat(counts.standing(who).requests().orElseThrow().remaining()).isEqualTo(1);
        assertThat(counts.untold()).containsExactly(new Share("T:t", slot, 1, 7));
        assertThat(counts.untold()).as("told once").isEmpty();
        counts.tellAgain(List.of(new Share("T:t", slot, 1, 7)), List.of());
        assertThat(counts.untold()).hasSize(1);
        counts.hear(List.of(new Share("T:t", slot + 40, 9, 0), new Share("T:t", slot - 40, 9, 0)));
        assertThat(counts.standing(who).requests().orElseThrow().remaining())
                .as("what lies far ahead or behind is not believed")
                .isEqualTo(1);
    }

    @Test
    void answers_that_others_write_count_until_they_are_not_named_any_more() {
        var who = List.of(tenant(limit(What.STREAMS, 3)));
        counts.hearOpen(Map.of("T:t", 3));
        assertThat(ask(who)).isPresent();
        counts.hearOpen(Map.of());
        assertThat(ask(who)).isEmpty();
        assertThat(counts.untoldOpen()).containsExactly(Map.entry("T:t", 1));
        assertThat(counts.untoldOpen()).isEmpty();
    }

    @Test
    void thousands_of_addresses_take_no_more_memory_than_two_hundred() {
        at(0);
        for (int i = 0; i < 5_000; i++) {
            assertThat(counts.arrive(new Counted(Whose.ADDRESS, "A:10.0." + i / 256 + "." + i % 256, requests(5))))
                    .isEmpty();
        }
        assertThat(counts.kept()).isLessThanOrEqualTo(200);
        var one = new Counted(Whose.ADDRESS, "A:192.0.2.1", requests(5));
        for (int i = 0; i < 5; i++) {
            assertThat(counts.arrive(one)).isEmpty();
        }
        assertThat(counts.arrive(one)).isPresent();
        assertThat(counts.look(one)).isPresent();
    }

    @Test
    void who_is_quiet_is_forgotten() {
        at(0);
        for (int i = 0; i < 500; i++) {
            ask(List.of(new Counted(Whose.TENANT, "T:" + i, requests(5))));
        }
        assertThat(counts.kept()).isEqualTo(500);
        at(95);
        counts.sweep();
        counts.untold();
        counts.untoldOpen();
        at(300);
        counts.sweep();
        assertThat(counts.kept()).isZero();
    }

    @Test
    void headers_tell_the_tightest_and_are_silent_about_what_is_not_limited() {
        var member = new Counted(Whose.MEMBER, "M:m", requests(60));
        at(0);
        assertThat(counts.standing(List.of()).headers()).isEmpty();
        ask(List.of(tenant(requests(50)), member));
        assertThat(counts.standing(List.of(tenant(requests(50)), member)).headers())
                .containsEntry("x-ratelimit-limit-requests", "50")
                .containsEntry("x-ratelimit-remaining-requests", "49")
                .hasSize(3);
        assertThat(Standing.span(0)).isEqualTo("0s");
        assertThat(Standing.span(12)).isEqualTo("12ms");
        assertThat(Standing.span(1_000)).isEqualTo("1s");
        assertThat(Standing.span(1_401)).isEqualTo("1.5s");
        assertThat(Standing.span(60_000)).isEqualTo("60s");
    }

    @Test
    void an_address_is_counted_by_its_network() {
        assertThat(Networks.of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Networks.of("2001:db8:1:2::1")).isEqualTo(Networks.of("2001:DB8:1:2:ffff::2"));
        assertThat(Networks.of("2001:db8:1:3::1")).isNotEqualTo(Networks.of("2001:db8:1:2::1"));
        assertThat(Networks.of("[::1]")).isEqualTo(Networks.of("::1"));
        assertThat(Networks.of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
        for (var odd :
                List.of("", "evil.example", "1.2.3.4, 5.6.7.8", "::g", "a".repeat(10_000), "fe80::1%eth0; drop")) {
            assertThat(Networks.of(odd)).as(odd).isEqualTo("?");
        }
    }

    private void at(long second) {
        PlayedClock.at(START.plusSeconds(second));
    }

    private Optional<Hit> ask(List<Counted> who) {
        return counts.admit(RequestId.next(), "n" + names.incrementAndGet(), 7, who);
    }

    private long left(List<Counted> who) {
        return counts.standing(who).tokens().orElseThrow().remaining();
    }

    private static Counted tenant(Ceiling ceiling) {
        return new Counted(Whose.TENANT, "T:t", ceiling);
    }

    private static Ceiling requests(int most) {
        return limit(What.REQUESTS, most);
    }

    private static Ceiling limit(What what, long most) {
        return new Ceiling.Sum().atMost(what, most, Lifter.OPERATOR).ceiling();
    }
}
