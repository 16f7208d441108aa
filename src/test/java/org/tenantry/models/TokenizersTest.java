package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenizersTest {
    private static final List<String> PARTS = List.of(
            " the",
            " Word",
            "word",
            "I'll",
            "can't ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "!\n",
            "/path",
            " / ",
            "123",
            "4 567",
            "...",
            "你好",
            "，",
            "。",
            "世界。",
            "\uD83D\uDE00",
            "é",
            "e\u0301",
            "{\n    \"a\": 1\n}",
            "<|endoftext|>",
            "ÄÖ",
            " x=y;",
            "'s",
            "’s ",
            "\r\n",
            "한국어 ",
            "ひらがな",
            "HTTPServer",
            "\u00A0",
            "- ",
            "| a |");

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
        assertThat(Tokenizers.text("o200k_base", "a<|im_start|>b")).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o200k_base", "o200k_harmony", "cl100k_base", "estimate", "file:absent", "unknown"})
    void half_a_character_is_counted_like_a_question_mark(String tokenizer) {
        for (var half : List.of("\uD800", "\uDC00", "\uDC00\uD800")) {
            assertThat(Tokenizers.text(tokenizer, "a " + half + "b"))
                    .isEqualTo(Tokenizers.text(tokenizer, "a " + half.replaceAll(".", "?") + "b"));
        }
    }

    @Test
    void only_known_encodings_are_exact_and_an_unknown_name_is_an_estimate() {
        assertThat(Tokenizers.exact("o200k_base")).isTrue();
        assertThat(Tokenizers.exact("estimate")).isFalse();
        assertThat(Tokenizers.exact("qwen3")).isFalse();
        assertThat(Tokenizers.exact("o200k_harmony")).isFalse();
        assertThat(Tokenizers.counted("o200k_harmony")).isTrue();
        assertThat(Tokenizers.counted("file:absent")).isFalse();
        assertThat(Tokenizers.text("qwen3", "你好吗")).isEqualTo(3);
    }

    @Test
    void a_text_beyond_the_bound_is_estimated_at_once() {
        assertThat(Tokenizers.text("o200k_base", "a".repeat(1_000_001))).isEqualTo(250_001);
    }

    /** The worked example of OpenAI's notebook on counting; each name in it costs one more than its tokens. */
    @ParameterizedTest
    @CsvSource({"cl100k_base, 129", "o200k_base, 124"})
    void a_conversation_has_as_many_tokens_as_openai_says(String tokenizer, long tokens) {
        var texts = List.of(
                "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
                "New synergies will help drive top-line growth.",
                "Things working well together will increase revenue.",
                "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
                "Let's talk later when we're less busy about how to do better.",
                "This late pivot means we don't have time to boil the ocean for the client deliverable.");
        long names = 2 * (1 + Tokenizers.text(tokenizer, "example_user"))
                + 2 * (1 + Tokenizers.text(tokenizer, "example_assistant"));
        assertThat(Tokenizers.prompt(tokenizer, texts) + names).isEqualTo(tokens);
    }

    /** However a stream is cut into pieces, it has the tokens of its text. */
    @ParameterizedTest
    @ValueSource(strings = {"o200k_base", "cl100k_base", "estimate"})
    void a_growing_text_is_counted_like_the_whole(String tokenizer) {
        var random = new Random(20261124);
        for (int round = 0; round < 8; round++) {
            var text = new StringBuilder();
            while (text.length() < 12_000) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            var counter = Tokenizers.counter(tokenizer);
            for (int at = 0; at < text.length(); ) {
                int to = Math.min(text.length(), at + 1 + random.nextInt(9));
                if (Character.isLowSurrogate(text.charAt(Math.min(to, text.length() - 1)))) {
                    to++;
                }
                counter.add(text.substring(at, to));
                at = to;
            }
            assertThat(counter.total()).isEqualTo(Tokenizers.text(tokenizer, text.toString()));
        }
    }

    @Test
    void a_long_text_without_any_seam_is_counted_too() {
        var counter = Tokenizers.counter("o200k_base");
        for (int i = 0; i < 1_000; i++) {
            counter.add("1234567890".repeat(10));
        }
        assertThat(counter.total()).isBetween(33_334L, 33_400L);
    }
}
