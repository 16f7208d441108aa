package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.models.Capabilities.Ability;

/** What is believed of a model by its name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CapabilitiesTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, images tools json",
        "openai/gpt-4o, images tools json",
        "ft:gpt-4o-mini-2024-07-18:acme::x, images tools json",
        "gpt-4.1-nano, images tools json",
        "gpt-5, images tools json",
        "gpt-4-turbo, images tools json",
        "gpt-4, tools json",
        "gpt-3.5-turbo, tools json",
        "gpt-35-turbo, tools json",
        "o3, images tools json",
        "o3-mini, tools json",
        "o1-mini, ''",
        "gpt-oss:20b, tools json reasoning",
        "openai/gpt-oss-120b:cerebras, tools json reasoning",
        "claude-3-5-sonnet-latest, images tools json",
        "claude-3-7-sonnet-20250219, images tools json reasoning",
        "claude-sonnet-4-5-20250929, images tools json reasoning",
        "claude-opus-4-7, images tools json reasoning",
        "gemini-2.5-flash, images tools json",
        "gemma3:12b, images json",
        "gemma3:1b, json",
        "llama3.2:1b, tools json",
        "llama3.2-vision, images json",
        "meta-llama/Llama-3.1-8B-Instruct:fastest, tools json",
        "llava:13b, images",
        "moondream, images",
        "qwen2.5-coder:7b, tools json",
        "qwen2.5vl:7b, images tools json",
        "Qwen/Qwen3-32B, tools json reasoning",
        "qwen3-coder:30b, tools json",
        "deepseek-r1:8b, json reasoning",
        "deepseek-ai/DeepSeek-V3-0324, tools json",
        "mistral-small3.2, images tools json",
        "mistral:7b, tools json",
        "phi4-reasoning, json reasoning",
        "olmo, ''",
        "text-embedding-3-large, ''",
        "nomic-embed-text, ''",
        "gpt-4o-transcribe, ''",
        "dall-e-3, ''",
    })
    void the_name_tells_what_a_model_can_do(String name, String can) {
        assertThat(Capabilities.guess(ProviderKind.OPENAI, name)).hasToString(can);
    }

    @Test
    void the_demo_does_words_only() {
        assertThat(Capabilities.guess(ProviderKind.DEMO, "gpt-4o")).isEqualTo(Capabilities.NONE);
    }

    @Test
    void what_it_can_do_is_the_same_in_either_shape() {
        for (var ability : Ability.values()) {
            var can = Capabilities.of(EnumSet.of(ability));
            assertThat(can.all()).containsExactly(ability);
            assertThat(can.has(ability)).isTrue();
            assertThat(can).hasToString(ability.code());
        }
        assertThat(Capabilities.of(EnumSet.allOf(Ability.class))).isEqualTo(new Capabilities(true, true, true, true));
    }
}
