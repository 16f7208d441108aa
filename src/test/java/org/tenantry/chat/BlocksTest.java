package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlocksTest {
    private static final String ANSWER =
            """
            # A title

            First words, **bold** and `code`,
            over two lines.

            1. one

            2. two
               - inner

            3. three

            ```java
            int x = 1;

            int y = 2;
            ```

            | a | b |
            |---|---|
            | 1 | 2 |

            > quoted

            Last **“重点”**内容.
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 1000})
    void an_answer_that_came_in_pieces_looks_like_one_that_came_at_once(int piece) {
        var blocks = new Blocks();
        for (int to = 0; to <= ANSWER.length(); to += piece) {
            blocks.grow(ANSWER.substring(0, to));
        }
        blocks.grow(ANSWER);
        assertThat(String.join("", blocks.html())).isEqualTo(Markdown.answer(ANSWER));
    }

    @Test
    void a_block_that_is_finished_never_changes_again() {
        var blocks = new Blocks();
        var before = new java.util.ArrayList<String>();
        for (int to = 0; to <= ANSWER.length(); to++) {
            blocks.grow(ANSWER.substring(0, to));
            var now = blocks.html().subList(0, blocks.closedCount());
            assertThat(now.subList(0, before.size())).isEqualTo(before);
            before = new java.util.ArrayList<>(now);
        }
        assertThat(before).hasSizeGreaterThan(4);
    }

    @Test
    void only_the_open_tail_is_rendered_again() {
        var blocks = new Blocks();
        blocks.grow("one\n\ntwo\n\nthr");
        assertThat(blocks.closedCount()).isEqualTo(1);
        assertThat(blocks.html()).hasSize(2);
        blocks.grow("one\n\ntwo\n\nthree\n\nfour\n");
        assertThat(blocks.closedCount()).isEqualTo(3);
        assertThat(blocks.html().get(3)).isEqualTo("<p>four</p>\n");
    }

    @Test
    void an_open_code_block_is_shown_as_code() {
        var blocks = new Blocks();
        blocks.grow("Look:\n\n```python\nprint(1)\n");
        assertThat(blocks.html().get(1)).contains("<code class=\"language-python\">print(1)");
    }

    @Test
    void a_number_that_may_still_become_an_item_does_not_end_the_list() {
        var blocks = new Blocks();
        blocks.grow("1. a\n\n2");
        assertThat(blocks.closedCount()).isZero();
        blocks.grow("1. a\n\n2. b\n");
        assertThat(String.join("", blocks.html())).containsOnlyOnce("<ol>");
    }

    @Test
    void windows_line_ends_are_line_ends() {
        var blocks = new Blocks();
        blocks.grow("one\r\n\r\ntwo\r\n\r\nthree");
        assertThat(blocks.html()).hasSize(2);
        assertThat(String.join("", blocks.html())).isEqualTo(Markdown.answer("one\n\ntwo\n\nthree"));
    }

    @Test
    void a_very_long_answer_goes_on_as_plain_text_without_ever_being_rendered_whole_again() {
        var blocks = new Blocks();
        var text = "word word word\n\n".repeat(20_000);
        for (int to = 0; to < text.length(); to += 10_007) {
            blocks.grow(text.substring(0, to));
        }
        blocks.grow(text);
        assertThat(blocks.tailLength(text)).isLessThan(50_000);
    }
}
