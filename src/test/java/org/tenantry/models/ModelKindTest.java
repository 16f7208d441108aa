package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelKindTest {
    @ParameterizedTest
    @CsvSource({
        "text-embedding-3-small, EMBEDDING",
        "text-embedding-ada-002, EMBEDDING",
        "nomic-embed-text:latest, EMBEDDING",
        "mxbai-embed-large, EMBEDDING",
        "BAAI/bge-m3, EMBEDDING",
        "intfloat/multilingual-e5-large, EMBEDDING",
        "sentence-transformers/all-MiniLM-L6-v2, EMBEDDING",
        "Qwen/Qwen3-Embedding-0.6B, EMBEDDING",
        "thenlper/gte-base, EMBEDDING",
        "whisper-1, TRANSCRIPTION",
        "whisper-large-v3-turbo, TRANSCRIPTION",
        "gpt-4o-mini-transcribe, TRANSCRIPTION",
        "gpt-4o, CHAT",
        "llama3.2:1b, CHAT",
        "BAAI/bge-reranker-v2-m3, CHAT",
        "gemma-3n-e4b, CHAT",
        "deepseek-reasoner, CHAT"
    })
    void a_name_tells_what_a_model_is_for(String name, ModelKind kind) {
        assertThat(ModelKind.guess(name)).isEqualTo(kind);
    }
}
