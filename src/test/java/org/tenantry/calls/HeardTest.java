package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.models.Tokenizers;

/** An answer that is counted again and again while it grows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeardTest {
    private static final String TEXT =
            "The answer is 42.\n\n你好，世界。 It's \uD83D\uDE00 fine;\n```java\nint x = 1;\n```\n";

    @ParameterizedTest
    @ValueSource(strings = {"o200k_base", "cl100k_base", "estimate", "file:absent"})
    void it_has_the_tokens_of_what_was_said_whenever_it_is_asked(String tokenizer) {
        var heard = new Heard();
        var text = TEXT.repeat(120);
        for (int to = 0; to <= text.length(); to += 37) {
            boolean half = to > 0 && Character.isHighSurrogate(text.charAt(to - 1));
            var whole = text.substring(0, half ? to - 1 : to);
            assertThat(heard.tokens(tokenizer, text.substring(0, to), TEXT))
                    .isEqualTo(Tokenizers.text(tokenizer, whole) + Tokenizers.text(tokenizer, TEXT));
        }
        assertThat(heard.tokens(tokenizer, text, TEXT))
                .isEqualTo(Tokenizers.text(tokenizer, text) + Tokenizers.text(tokenizer, TEXT));
    }

    @Test
    void a_text_that_is_cut_back_is_counted_anew() {
        var heard = new Heard();
        heard.tokens("o200k_base", TEXT, "");
        assertThat(heard.tokens("o200k_base", "four words are here", "")).isEqualTo(4);
        assertThat(heard.tokens("o200k_base", "", "")).isZero();
    }
}
