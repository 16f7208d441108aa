package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What tokens spell that a program sends instead of words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpelledTest {
    @Test
    void tokens_spell_what_they_were_made_of() {
        assertThat(spelled("cl100k_base", 15339, 1917)).isEqualTo("hello world");
        assertThat(spelled("o200k_base", 24912, 2375)).isEqualTo("hello world");
        assertThat(spelled("o200k_harmony", 24912, 2375)).isEqualTo("hello world");
        // whoever has tokens of its own is sent those that programs know
        assertThat(spelled("estimate", 15339, 1917)).isEqualTo("hello world");
        assertThat(Tokenizers.spelled("cl100k_base", List.of(9468))
                        .orElseThrow()
                        .whole())
                .as("half a character")
                .isFalse();
    }

    @Test
    void what_is_no_token_spells_nothing() {
        for (var tokenizer : List.of("cl100k_base", "o200k_base", "estimate")) {
            for (int token : new int[] {100_256, 199_998, 9_999_999, Integer.MAX_VALUE}) {
                boolean isOne = tokenizer.equals("o200k_base") && token == 100_256;
                assertThat(Tokenizers.spelled(tokenizer, List.of(token)).isPresent())
                        .as("%s %d", tokenizer, token)
                        .isEqualTo(isOne);
            }
        }
    }

    private static String spelled(String tokenizer, Integer... tokens) {
        return Tokenizers.spelled(tokenizer, List.of(tokens)).orElseThrow().text();
    }
}
