package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

class AzureAdapterTest extends ToolCallContract {
    private static final String RESOURCE = "https://firm.openai.azure.com";

    @Override
    String form() {
        return "azure";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OpenAiAdapter.answer(ask, hearing);
    }

    private static Endpoint endpoint(String url, Map<String, String> settings) {
        return new Endpoint(ProviderKind.AZURE, URI.create(url), "the-key", true, 10, 60, 60, 900, settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {RESOURCE, RESOURCE + "/", RESOURCE + "/openai", RESOURCE + "/openai/v1/"})
    void the_deployment_and_the_version_are_in_the_address(String base) {
        assertThat(AzureAdapter.address(endpoint(base, Map.of()), "my gpt/4"))
                .hasToString(RESOURCE + "/openai/deployments/my%20gpt%2F4/chat/completions?api-version=2024-10-21");
        assertThat(AzureAdapter.address(endpoint(base, Map.of("apiVersion", "2025-04-01-preview")), "d"))
                .hasToString(RESOURCE + "/openai/deployments/d/chat/completions?api-version=2025-04-01-preview");
        assertThat(AzureAdapter.list(endpoint(base, Map.of())))
                .hasToString(RESOURCE + "/openai/models?api-version=2024-10-21");
    }

    @Test
    void the_newer_form_has_no_deployment_in_its_address_and_needs_no_version() {
        var v1 = endpoint(RESOURCE, Map.of("api", "v1"));
        assertThat(AzureAdapter.address(v1, "d")).hasToString(RESOURCE + "/openai/v1/chat/completions");
        assertThat(AzureAdapter.list(v1)).hasToString(RESOURCE + "/openai/v1/models");
        var preview = endpoint(RESOURCE, Map.of("api", "v1", "apiVersion", "preview"));
        assertThat(AzureAdapter.address(preview, "d"))
                .hasToString(RESOURCE + "/openai/v1/chat/completions?api-version=preview");
        assertThat(AzureAdapter.body(v1, ASK).build()).containsKey("model");
        assertThat(AzureAdapter.body(endpoint(RESOURCE, Map.of()), ASK).build()).doesNotContainKey("model");
    }

    @Test
    void the_key_goes_in_its_own_header_or_as_a_token_of_entra() {
        assertThat(AzureAdapter.headers(endpoint(RESOURCE, Map.of()))).isEqualTo(Map.of("api-key", "the-key"));
        assertThat(AzureAdapter.headers(endpoint(RESOURCE, Map.of("signIn", "entra"))))
                .isEqualTo(Map.of("Authorization", "Bearer the-key"));
    }

    @ParameterizedTest
    @CsvSource({
        "deployments, 2024-08-01-preview, max_tokens",
        "deployments, 2024-09-01-preview, max_completion_tokens",
        "deployments, '', max_completion_tokens",
        "v1, '', max_completion_tokens",
    })
    void the_limit_has_the_name_that_the_version_knows(String api, String version, String name) {
        var settings = version.isEmpty() ? Map.of("api", api) : Map.of("api", api, "apiVersion", version);
        var body = AzureAdapter.body(endpoint(RESOURCE, settings), ASK).build();
        assertThat(body.getInt(name)).isEqualTo(100);
        assertThat(body.containsKey("max_tokens") && body.containsKey("max_completion_tokens"))
                .isFalse();
    }

    @Test
    void usage_is_asked_for_only_where_the_operator_says_that_it_is_known() {
        var old = new Endpoint(ProviderKind.AZURE, URI.create(RESOURCE), "k", false, 60, 60, 900);
        assertThat(AzureAdapter.body(old, ASK).build()).doesNotContainKey("stream_options");
        assertThat(AzureAdapter.body(endpoint(RESOURCE, Map.of()), ASK).build()).containsKey("stream_options");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunks-without-delta-first-and-last",
                "prompt-annotations-of-older-versions",
                "text-in-one-large-piece"
            })
    void what_the_filter_adds_does_no_harm(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @Test
    void cached_tokens_are_part_of_the_prompt() {
        counts("usage-cached", new TokenUsage(86, 1920, 0, 5, 0));
    }

    @Test
    void a_filtered_answer_says_so() {
        ends("answer-filtered", Ending.FILTERED, "Hello");
    }

    @ParameterizedTest
    @CsvSource({
        "prompt-filtered, CONTENT_REFUSED",
        "context-too-long, CONTEXT_TOO_LONG",
        "token-refused, KEY_REFUSED",
        "version-unknown, MODEL_UNKNOWN",
    })
    void each_way_of_refusing_is_told_apart(String file, Kind kind) {
        fails(file, kind, false);
    }
}
