package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConversationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello there|Hello there",
                "'\n\n  second line   is  first \nmore'|second line is first",
                "# A **bold** `title`|A bold title",
                "> quoted|quoted",
                "'***\n'|*",
                "' \n '|…"
            })
    void the_title_is_the_first_line_that_says_something(String question, String title) {
        assertThat(Conversation.firstLine(question)).isEqualTo(title);
    }

    @Test
    void a_title_has_at_most_sixty_characters_and_never_half_a_one() {
        var title = Conversation.firstLine("\uD83E\uDDE0".repeat(200));
        assertThat(title.codePointCount(0, title.length())).isEqualTo(60);
        assertThat(title).endsWith("\uD83E\uDDE0…");
    }
}
