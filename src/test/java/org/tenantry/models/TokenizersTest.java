package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenizersTest {
    @ParameterizedTest
    @CsvSource({
        "cl100k_base, '你好,请介绍一下你自己。', 14",
        "o200k_base,  '你好,请介绍一下你自己。', 8",
        "cl100k_base, '我是 LobeChat 助手,支持多种模型接入...', 18",
        "o200k_base,  '我是 LobeChat 助手,支持多种模型接入...', 15",
        "o200k_base,  '', 0",
        "estimate,    'four', 1",
        "estimate,    'fours', 2",
        "estimate,    '你好', 2",
    })
    void a_text_has_as_many_tokens_as_the_provider_counts(String tokenizer, String text, long tokens) {
        assertThat(Tokenizers.text(tokenizer, text)).isEqualTo(tokens);
    }

    @Test
    void a_message_takes_its_frame_and_the_answer_is_primed() {
        var texts = List.of("You are a helpful assistant.", "Hello!");
        long words = Tokenizers.text("o200k_base", texts.get(0)) + Tokenizers.text("o200k_base", texts.get(1));
        assertThat(Tokenizers.prompt("o200k_base", texts)).isEqualTo(words + 2 * 4 + 3);
    }

    @Test
    void what_looks_like_a_special_token_is_ordinary_text() {
        assertThat(Tokenizers.text("cl100k_base", "<|endoftext|>")).isGreaterThan(1);
        assertThat(Tokenizers.text("o200k_base", "a<|im_start|>b \uD800")).isGreaterThan(1);
    }

    @Test
    void only_known_encodings_are_exact_and_an_unknown_name_is_an_estimate() {
        assertThat(Tokenizers.exact("o200k_base")).isTrue();
        assertThat(Tokenizers.exact("estimate")).isFalse();
        assertThat(Tokenizers.exact("qwen3")).isFalse();
        assertThat(Tokenizers.text("qwen3", "你好吗")).isEqualTo(3);
    }

    @Test
    void a_text_beyond_the_bound_is_estimated_at_once() {
        assertThat(Tokenizers.text("o200k_base", "a".repeat(1_000_001))).isEqualTo(250_001);
    }
}
