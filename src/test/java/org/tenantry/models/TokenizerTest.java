package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.InvalidInput;

/** The tokenizer that is proposed for a model by its name. */
class TokenizerTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o, O200K",
        "gpt-4o-mini, O200K",
        "gpt-4o-2024-08-06, O200K",
        "gpt-4o-audio-preview, O200K",
        "chatgpt-4o-latest, O200K",
        "gpt-4.1, O200K",
        "gpt-4.1-nano-2025-04-14, O200K",
        "gpt-4.5-preview, O200K",
        "gpt-5, O200K",
        "gpt-5-nano, O200K",
        "gpt-5.1-codex, O200K",
        "o1, O200K",
        "o1-preview, O200K",
        "o3, O200K",
        "o3-mini, O200K",
        "o4-mini-2025-04-16, O200K",
        "gpt-4, CL100K",
        "gpt-4-0613, CL100K",
        "gpt-4-32k, CL100K",
        "gpt-4-turbo, CL100K",
        "gpt-4-1106-preview, CL100K",
        "gpt-3.5-turbo, CL100K",
        "gpt-3.5-turbo-0125, CL100K",
        "gpt-35-turbo, CL100K",
        "gpt-35-turbo-16k, CL100K",
        "text-embedding-3-large, CL100K",
        "text-embedding-ada-002, CL100K",
        "gpt-oss:20b, O200K_HARMONY",
        "gpt-oss-120b, O200K_HARMONY",
        "openai/gpt-oss-20b:fastest, O200K_HARMONY",
        "openai/gpt-4o-mini, O200K",
        "openrouter/openai/gpt-4o, O200K",
        "azure/gpt-35-turbo, CL100K",
        "OpenAI/GPT-4o, O200K",
        "ft:gpt-4o-mini-2024-07-18:acme::x, O200K",
        "ft:gpt-3.5-turbo:acme::x, CL100K",
        "ft:gpt-4-0613:acme, CL100K",
        "llama3.2:1b, ESTIMATE",
        "qwen3, ESTIMATE",
        "olmo, ESTIMATE",
        "o10-thing, ESTIMATE",
        "o1x, ESTIMATE",
        "gpt-4all, ESTIMATE",
        "gpt-2, ESTIMATE",
        "my-gpt-4o, ESTIMATE",
        "claude-sonnet-4, ESTIMATE",
    })
    void the_name_tells_the_family(String name, Tokenizer tokenizer) {
        assertThat(Tokenizer.guess(ProviderKind.OPENAI, name)).isEqualTo(tokenizer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"estimate", "o200k_base", "o200k_harmony", "file:qwen3", "file:Llama-3.1"})
    void what_is_built_in_and_any_file_may_be_chosen(String code) {
        Tokenizer.require(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "o200k", "file:", "file:../secret", "file:a/b", "file:.hidden", "qwen3"})
    void anything_else_is_refused(String code) {
        assertThatThrownBy(() -> Tokenizer.require(code)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void the_demo_counts_as_openai_does() {
        assertThat(Tokenizer.guess(ProviderKind.DEMO, "demo")).isEqualTo(Tokenizer.O200K);
    }
}
