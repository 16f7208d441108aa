package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.calls.Outcome;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GenerationTest {
    private final Spoken spoken = new Spoken();
    private final Generation generation = spoken.generation;

    @Test
    void a_reader_is_told_each_block_and_at_last_the_end() {
        say("one\n\ntwo\n");
        assertThat(told(Change.Cursor.START)).containsExactly("0 <p>one</p> closed", "1 <p>two</p>");
        finish();
        assertThat(told(Change.Cursor.START))
                .containsExactly("0 <p>one</p> closed", "1 <p>two</p> closed", "over DONE");
    }

    @Test
    void a_slow_reader_is_told_how_it_looks_now_and_not_how_it_came_there() {
        for (int i = 0; i < 100; i++) {
            say("word ");
        }
        assertThat(told(Change.Cursor.START)).hasSize(1).first().asString().contains("word ".repeat(99) + "word");
    }

    @Test
    void a_reader_who_comes_back_is_told_what_changed_meanwhile() {
        say("one\n\ntwo\n");
        var place = last(Change.Cursor.START);
        assertThat(told(place)).isEmpty();
        say("and more\n\nthree\n");
        assertThat(told(Change.Cursor.of(place.toString())))
                .containsExactly("1 <p>two\nand more</p> closed", "2 <p>three</p>");
    }

    @Test
    void reasoning_is_told_first_and_in_pieces_that_fit_together() {
        generation.hear("x", "\uD83E\uDDE0".repeat(9_000));
        generation.render();
        var at = Change.Cursor.START;
        var text = new StringBuilder();
        for (var step = generation.next(at); step.isPresent(); step = generation.next(at)) {
            if (step.get().change() instanceof Change.Reasoning part) {
                assertThat(part.at()).isEqualTo(text.length());
                assertThat(Character.isLowSurrogate(part.text().charAt(0))).isFalse();
                text.append(part.text());
            }
            at = step.get().after();
        }
        assertThat(text).hasToString("\uD83E\uDDE0".repeat(9_000));
    }

    @Test
    void what_later_lines_change_in_earlier_ones_is_put_right_at_the_end() {
        say("see [docs]\n\nnext\n\n[docs]: https://example.org\n");
        assertThat(told(Change.Cursor.START).get(0)).doesNotContain("href");
        finish();
        assertThat(told(Change.Cursor.START))
                .anyMatch(block -> block.startsWith("0 ") && block.contains("href=\"https://"));
    }

    @Test
    void nothing_said_after_a_stop_counts_and_the_provider_is_told_once() {
        var stops = new AtomicInteger();
        generation.runs(stops::incrementAndGet);
        say("shown");
        generation.stop();
        generation.stop();
        assertThat(generation.hear(" late", "")).isFalse();
        generation.end(Spoken.WHOLE);
        assertThat(stops).hasValue(1);
        assertThat(generation.soFar().text()).isEqualTo("shown");
        assertThat(generation.outcome().ending()).isEqualTo(Outcome.End.STOPPED);
        assertThat(generation.outcome().providerUsage()).isEmpty();
    }

    @Test
    void a_stop_before_the_line_stands_acts_when_it_stands() {
        var stops = new AtomicInteger();
        generation.stop();
        generation.runs(stops::incrementAndGet);
        assertThat(stops).hasValue(1);
    }

    @Test
    void a_failure_stays_a_failure_even_when_it_crosses_a_stop() {
        generation.stop();
        generation.end(new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of("TIMED_OUT")));
        assertThat(generation.outcome().ending()).isEqualTo(Outcome.End.FAILED);
    }

    @Test
    void it_is_its_members_alone() {
        assertThat(generation.isOf(spoken.caller)).isTrue();
        assertThat(generation.isOf(Spoken.someone())).isFalse();
    }

    @Test
    void a_place_that_nobody_gave_is_the_start() {
        for (var text : new String[] {null, "", "done", "1", "1.2.3", "-1.0", "99999999999999999999.0"}) {
            assertThat(Change.Cursor.of(text)).isEqualTo(Change.Cursor.START);
        }
    }

    private void say(String text) {
        spoken.say(text);
    }

    private void finish() {
        spoken.finish();
    }

    private List<String> told(Change.Cursor from) {
        var told = new ArrayList<String>();
        var at = from;
        for (var step = generation.next(at); step.isPresent(); step = generation.next(at)) {
            told.add(words(step.get().change()));
            at = step.get().after();
        }
        return told;
    }

    private Change.Cursor last(Change.Cursor from) {
        var at = from;
        for (var step = generation.next(at); step.isPresent(); step = generation.next(at)) {
            at = step.get().after();
        }
        return at;
    }

    private static String words(Change change) {
        if (change instanceof Change.Block block) {
            return block.index() + " " + block.html().strip() + (block.closed() ? " closed" : "");
        }
        return change instanceof Change.Over over ? "over " + over.finished().state() : "reasoning";
    }
}
