package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Setting;
import org.tenantry.values.TokenUsage;

/** What each form of asking for vectors sends and makes of what comes, over the files of src/test/resources/providers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddingsTest {
    private static final List<String> FORMS = List.of(
            "embeddings-openai",
            "embeddings-azure",
            "embeddings-localai",
            "embeddings-ollama",
            "embeddings-huggingface");

    private static final EmbeddingAsk ASK = new EmbeddingAsk(
            "BAAI/bge-m3",
            List.of(EmbeddingAsk.Input.of("one"), new EmbeddingAsk.Input("two", List.of(20375, 7))),
            256);

    /** What came of a file that was played in pieces of these sizes. */
    private record Played(List<Vectors> vectors, Heard heard) {
        static Played of(String form, String name, int... pieces) {
            var vectors = new ArrayList<Vectors>();
            var heard = new Heard();
            WireFile.read(form, name).play(new VectorAnswer(2, vectors::add, heard), pieces);
            return new Played(vectors, heard);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_form_is_read_as_it_is() {
        return FORMS.stream().flatMap(form -> WireFile.names(form).stream()
                .map(name -> DynamicTest.dynamicTest(form + " " + name, () -> {
                    reads(name, Played.of(form, name));
                    reads(name, Played.of(form, name, ones(form, name)));
                })));
    }

    private static void reads(String name, Played played) {
        var end = played.heard().completion();
        if (name.startsWith("bad-")) {
            assertThat(end.ending()).isEqualTo(Ending.FAILED);
            assertThat(played.heard().failure()).isEqualTo(Kind.BAD_ANSWER);
        } else if (name.startsWith("error-")) {
            assertThat(end.ending()).isEqualTo(Ending.FAILED);
            assertThat(played.heard().failure())
                    .isEqualTo(
                            switch (name) {
                                case "error-key" -> Kind.KEY_REFUSED;
                                case "error-rate", "error-object-with-status-200" -> Kind.RATE_LIMITED;
                                case "error-too-long" -> Kind.CONTEXT_TOO_LONG;
                                case "error-unknown-model" -> Kind.MODEL_UNKNOWN;
                                case "error-broken-off" -> Kind.UNREACHABLE;
                                default -> Kind.PROVIDER_ERROR;
                            });
        } else {
            assertThat(end.ending()).isEqualTo(Ending.DONE);
            assertThat(played.vectors()).singleElement().satisfies(vectors -> {
                assertThat(vectors.dimensions()).isEqualTo(3);
                assertThat(vectors.each().stream().map(EmbeddingsTest::numbers))
                        .containsExactly(List.of(0.25f, -0.5f, 1f), List.of(0.125f, 0f, -2f));
            });
            assertThat(end.usage().orElse(null)).isEqualTo(name.contains("usage") ? null : TokenUsage.of(8, 0));
            return;
        }
        assertThat(played.vectors()).isEmpty();
        assertThat(end.usage()).isEmpty();
    }

    private static List<Float> numbers(byte[] vector) {
        var numbers = new ArrayList<Float>();
        var floats = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (floats.hasRemaining()) {
            numbers.add(floats.get());
        }
        return numbers;
    }

    @Test
    void openai_is_given_texts_and_tokens_as_they_are() {
        assertThat(EmbeddingForm.body(ASK).build())
                .hasToString("{\"model\":\"BAAI/bge-m3\",\"input\":[\"one\",[20375,7]],"
                        + "\"encoding_format\":\"base64\",\"dimensions\":256}");
    }

    @Test
    void who_knows_other_tokens_is_given_texts() {
        assertThat(OllamaEmbeddings.body(ASK).build())
                .hasToString(
                        "{\"model\":\"BAAI/bge-m3\",\"input\":[\"one\",\"two\"],\"truncate\":false,\"dimensions\":256}");
        assertThat(HuggingFaceEmbeddings.body(hub("https://router.huggingface.co/v1", ""), ASK)
                        .build())
                .hasToString("{\"inputs\":[\"one\",\"two\"]}");
        assertThat(HuggingFaceEmbeddings.body(hub("http://tei:8080", ""), ASK).build())
                .hasToString(
                        "{\"model\":\"BAAI/bge-m3\",\"input\":[\"one\",\"two\"],\"encoding_format\":\"base64\",\"dimensions\":256}");
    }

    @Test
    void each_form_has_its_address() {
        assertThat(HuggingFaceEmbeddings.address(
                        hub("https://router.huggingface.co/v1", ""), "BAAI/bge-m3:hf-inference"))
                .hasToString(
                        "https://router.huggingface.co/hf-inference/models/BAAI/bge-m3/pipeline/feature-extraction");
        assertThat(HuggingFaceEmbeddings.address(hub("http://tei:8080", ""), "any"))
                .hasToString("http://tei:8080/v1/embeddings");
        assertThat(AzureAdapter.address(azure("deployments"), "my emb", "/embeddings"))
                .hasToString(
                        "https://r.openai.azure.com/openai/deployments/my%20emb/embeddings?api-version=2024-10-21");
        assertThat(AzureAdapter.address(azure("v1"), "emb", "/audio/transcriptions"))
                .hasToString("https://r.openai.azure.com/openai/v1/audio/transcriptions");
    }

    private static Endpoint hub(String url, String server) {
        return endpoint(ProviderKind.HUGGING_FACE, url, server.isEmpty() ? Map.of() : Map.of("server", server));
    }

    private static Endpoint azure(String api) {
        return endpoint(ProviderKind.AZURE, "https://r.openai.azure.com", Map.of(Setting.API.key(), api));
    }

    private static Endpoint endpoint(ProviderKind kind, String url, Map<String, String> settings) {
        return new Endpoint(kind, URI.create(url), "k", true, 10, 10, 10, 60, settings);
    }

    /** Byte by byte. */
    private static int[] ones(String form, String name) {
        var ones = new int[WireFile.read(form, name).body().length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
