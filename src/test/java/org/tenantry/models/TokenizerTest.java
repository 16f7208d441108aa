package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokenizer that is proposed for a model by its name. */
class TokenizerTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, O200K",
        "gpt-4.1, O200K",
        "gpt-5-nano, O200K",
        "o3-mini, O200K",
        "chatgpt-4o-latest, O200K",
        "openai/gpt-4o-mini, O200K",
        "ft:gpt-4o-mini-2024-07-18:acme::x, O200K",
        "gpt-4.5-preview, O200K",
        "gpt-35-turbo, CL100K",
        "gpt-oss:20b, ESTIMATE",
        "gpt-4, CL100K",
        "gpt-4-turbo, CL100K",
        "gpt-3.5-turbo, CL100K",
        "llama3.2:1b, ESTIMATE",
        "qwen3, ESTIMATE",
        "olmo, ESTIMATE",
    })
    void the_name_tells_the_family(String name, Tokenizer tokenizer) {
        assertThat(Tokenizer.guess(ProviderKind.OPENAI, name)).isEqualTo(tokenizer);
    }
}
