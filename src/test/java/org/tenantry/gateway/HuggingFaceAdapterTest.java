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

class HuggingFaceAdapterTest extends ToolCallContract {
    private static final String ROUTER = "https://router.huggingface.co/v1";
    private static final String OWN = "https://x1.eu-west-1.aws.endpoints.huggingface.cloud";

    @Override
    String form() {
        return "huggingface";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OpenAiAdapter.answer(ask, hearing);
    }

    private static Endpoint endpoint(String url, Map<String, String> settings) {
        return new Endpoint(ProviderKind.HUGGING_FACE, URI.create(url), "hf_key", true, 10, 60, 60, 900, settings);
    }

    private static String model(String url, Map<String, String> settings, String name) {
        var ask = new Ask(name, ASK.turns(), 100);
        return HuggingFaceAdapter.body(endpoint(url, settings), ask).build().getString("model");
    }

    @ParameterizedTest
    @CsvSource({
        "'', org/model, org/model",
        "cheapest, org/model, org/model:cheapest",
        "together, org/model, org/model:together",
        "cheapest, org/model:novita, org/model:novita",
    })
    void the_end_of_the_name_says_who_answers_and_the_models_own_wins(String suffix, String name, String sent) {
        var settings = suffix.isEmpty() ? Map.<String, String>of() : Map.of("suffix", suffix);
        assertThat(model(ROUTER, settings, name)).isEqualTo(sent);
    }

    @Test
    void a_server_of_its_own_hears_the_name_as_it_is_and_nothing_of_who_pays() {
        var settings = Map.of("suffix", "fastest", "billTo", "my-org");
        assertThat(model(OWN, settings, "tgi")).isEqualTo("tgi");
        assertThat(HuggingFaceAdapter.headers(endpoint(OWN, settings)))
                .isEqualTo(Map.of("Authorization", "Bearer hf_key"));
    }

    @Test
    void the_operator_may_say_which_of_the_two_it_is() {
        assertThat(model("http://proxy:8080", Map.of("server", "router", "suffix", "fastest"), "m"))
                .isEqualTo("m:fastest");
        assertThat(model(ROUTER, Map.of("server", "tgi", "suffix", "fastest"), "m"))
                .isEqualTo("m");
    }

    @Test
    void the_organisation_that_pays_is_named_to_the_router() {
        assertThat(HuggingFaceAdapter.headers(endpoint(ROUTER, Map.of("billTo", "my-org"))))
                .isEqualTo(Map.of("Authorization", "Bearer hf_key", "X-HF-Bill-To", "my-org"));
    }

    @Test
    void only_models_of_the_pinned_provider_are_listed() {
        var list = Fields.read(
                        """
                        {"data": [{"id": "b/two", "providers": [{"provider": "novita"}, {"provider": "together"}]},
                          {"id": "a/one", "providers": [{"provider": "novita"}]}, {"id": "tgi"}, {"id": 7}]}""")
                .orElseThrow();
        assertThat(HuggingFaceAdapter.listed(endpoint(ROUTER, Map.of("suffix", "together")), list))
                .containsExactly("b/two", "tgi");
        assertThat(HuggingFaceAdapter.listed(endpoint(ROUTER, Map.of("suffix", "cheapest")), list))
                .containsExactly("a/one", "b/two", "tgi");
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, OWN + "/v1", OWN + "/v1/"})
    void an_older_server_tells_its_model_beside_the_interface(String base) {
        assertThat(HuggingFaceAdapter.info(endpoint(base, Map.of()))).hasToString(OWN + "/info");
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer-of-the-router", "finish-of-text-generation"})
    void both_servers_are_understood(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded, RATE_LIMITED, true",
        "overloaded-in-the-stream, RATE_LIMITED, true",
        "prompt-too-long, CONTEXT_TOO_LONG, false",
        "inputs-too-long, CONTEXT_TOO_LONG, false",
        "generation-failed, PROVIDER_ERROR, true",
        "credits-used-up, PROVIDER_QUOTA, false",
    })
    void each_way_of_refusing_is_told_apart(String file, Kind kind, boolean retriable) {
        fails(file, kind, retriable);
    }

    @Test
    void an_error_with_its_type_cuts_the_stream() {
        isCut("error-as-a-named-event-with-its-type", "Hello,", Kind.PROVIDER_ERROR);
    }
}
