package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the operator's files fits a model. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FamilyTest {
    private static final List<String> FILES =
            List.of("deepseek-v3", "gemma3", "llama3_1", "llama2", "mistral", "Phi-4", "qwen3", "qwen", "notes");

    @ParameterizedTest
    @CsvSource({
        "qwen3:8b, qwen3",
        "Qwen/Qwen3-235B-A22B, qwen3",
        "qwen2.5-coder, qwen",
        "llama3.2:1b, llama3_1",
        "meta-llama/Llama-3.1-8B-Instruct, llama3_1",
        "llama-2-7b, llama2",
        "codellama:7b, ''",
        "mistral-small, mistral",
        "mistralai/Mistral-7B-Instruct-v0.3:fastest, mistral",
        "microsoft/phi-4, Phi-4",
        "phi-3-mini, ''",
        "deepseek-ai/DeepSeek-V3, deepseek-v3",
        "deepseek-r1, ''",
        "deepseek-r1-distill-qwen-7b, qwen",
        "deepseek-r1-distill-llama-70b, ''",
        "google/gemma-3-27b-it, gemma3",
        "gemma2:9b, ''",
        "dolphin, ''",
        "sophia-large, ''",
    })
    void a_file_of_the_family_and_its_version_fits(String model, String file) {
        assertThat(Family.fitting(model, FILES).orElse("")).isEqualTo(file);
    }

    @Test
    void without_files_nothing_fits() {
        assertThat(Family.fitting("qwen3", List.of())).isEmpty();
    }
}
