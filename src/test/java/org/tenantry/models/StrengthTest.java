package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.values.InvalidInput;

/** How strong a model of a name is taken to be until the operator says otherwise. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StrengthTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-nano, 1",
        "gpt-4o-mini, 2",
        "gpt-4o, 4",
        "gpt-5, 5",
        "gpt-5-mini, 2",
        "o3, 5",
        "o4-mini, 2",
        "claude-3-5-haiku, 2",
        "claude-sonnet-4, 4",
        "claude-opus-4, 5",
        "gemini-2.5-pro, 5",
        "qwen3:0.6b, 1",
        "qwen2.5:7b, 2",
        "llama-3.3-70b, 4",
        "deepseek-reasoner, 5",
        "deepseek-chat, 3",
        "demo-fast, 2",
        "something, 3"
    })
    void a_name_tells_how_strong_a_model_is(String name, int strength) {
        assertThat(Strength.guess(name)).isEqualTo(strength);
    }

    @Test
    void a_strength_is_from_one_to_five() {
        assertThat(Strength.require(1)).isOne();
        assertThat(Strength.require(5)).isEqualTo(5);
        assertThatThrownBy(() -> Strength.require(0)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Strength.require(6)).isInstanceOf(InvalidInput.class);
    }
}
