package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.metering.Offset.Group;

/** What the calls of a model teach about its counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OffsetTest {
    @Test
    void a_difference_that_every_call_has_is_taken_in() {
        var learnt = Offset.learn(0, List.of(new Group(1, 40, 4_000))).orElseThrow();
        assertThat(learnt.total()).isEqualTo(-1);
        assertThat(learnt.before().basisPoints()).isEqualTo(100);
        assertThat(learnt.after().basisPoints()).isZero();
    }

    @Test
    void it_is_added_to_what_is_taken_in_already() {
        assertThat(Offset.learn(-3, List.of(new Group(2, 20, 2_000)))
                        .orElseThrow()
                        .total())
                .isEqualTo(-5);
        assertThat(Offset.learn(7, List.of(new Group(7, 20, 2_000)))
                        .orElseThrow()
                        .total())
                .isZero();
    }

    @Test
    void a_few_calls_that_are_far_off_do_not_move_it() {
        var groups = List.of(new Group(-4, 60, 6_000), new Group(0, 10, 1_000), new Group(900, 5, 500));
        assertThat(Offset.learn(0, groups).orElseThrow().total()).isEqualTo(4);
    }

    @Test
    void nothing_is_learnt_where_calls_are_few_or_right_or_where_the_difference_is_no_offset() {
        assertThat(Offset.learn(0, List.of())).isEmpty();
        assertThat(Offset.learn(0, List.of(new Group(1, 19, 1_900)))).isEmpty();
        assertThat(Offset.learn(0, List.of(new Group(-1, 10, 10), new Group(0, 20, 20), new Group(1, 9, 9))))
                .isEmpty();
        assertThat(Offset.learn(0, List.of(new Group(1_001, 100, 100_000)))).isEmpty();
        assertThat(Offset.learn(-600, List.of(new Group(500, 100, 100_000)))).isEmpty();
    }

    @Test
    void errors_are_told_in_hundredths_of_a_percent_rounded_half_away_from_nothing() {
        var drift = new Drift(2, 20_000, -401, 401);
        assertThat(drift.signedBasisPoints()).isEqualTo(-201);
        assertThat(drift.basisPoints()).isEqualTo(201);
        assertThat(Drift.NONE.basisPoints()).isZero();
        assertThat(new Drift(1, 1, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2).basisPoints())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
