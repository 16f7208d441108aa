package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ThoughtTest {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();

    private void hear(Delta delta) {
        text.append(delta.text());
        reasoning.append(delta.reasoning());
    }

    private String apart(String answer, int piece) {
        text.setLength(0);
        reasoning.setLength(0);
        var thought = new Thought();
        for (int at = 0; at < answer.length(); at += piece) {
            hear(thought.hear(answer.substring(at, Math.min(answer.length(), at + piece))));
        }
        hear(thought.rest());
        return reasoning + "|" + text;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'<think>a</think>b', 'a|b'",
                "' <think>a < b </thin></think> b', 'a < b </thin>|b'",
                "'<think></think>b', '|b'",
                "'<think>a', 'a|'",
                "'<thinking>a</thinking>', '|<thinking>a</thinking>'",
                "'  hello', '|  hello'",
                "'hello <think>a</think>', '|hello <think>a</think>'",
                "'<think>a</think>b<think>c</think>', 'a|b<think>c</think>'",
                "'<think>a</think>  ', 'a|'",
                "'', '|'",
                "'<', '|<'",
                "'<think>你</think>好', '你|好'",
            })
    void it_is_the_same_wherever_the_pieces_are_split(String answer, String expected) {
        for (int piece = 1; piece <= Math.max(1, answer.length()); piece++) {
            assertThat(apart(answer, piece)).as("in pieces of %d", piece).isEqualTo(expected);
        }
    }

    @Test
    void nothing_is_held_back_that_cannot_be_a_mark() {
        var thought = new Thought();
        assertThat(thought.hear("<think>so").reasoning()).isEqualTo("so");
        assertThat(thought.hear(" far</")).isEqualTo(new Delta("", " far"));
        assertThat(thought.hear("p>")).isEqualTo(new Delta("", "</p>"));
    }

    @Test
    void endless_space_is_text_in_the_end() {
        assertThat(apart(" ".repeat(500) + "<think>a</think>", 7))
                .isEqualTo("|" + " ".repeat(500) + "<think>a</think>");
    }
}
