package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

class OpenAiAdapterTest extends ModelAdapterContract {
    @Override
    String form() {
        return "openai";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OpenAiAdapter.answer(ask, hearing);
    }

    private static Endpoint endpoint(String url, boolean asksUsage) {
        return new Endpoint(ProviderKind.OPENAI, URI.create(url), "sk-key", asksUsage, 60, 60, 900);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com, https://api.openai.com/v1/chat/completions",
        "http://localai:8080/, http://localai:8080/v1/chat/completions",
        "https://router.example/api/v1, https://router.example/api/v1/chat/completions",
        "https://other.example/compatible/v4, https://other.example/compatible/v4/chat/completions",
    })
    void the_base_url_is_taken_with_and_without_v1(String base, String address) {
        assertThat(OpenAiAdapter.address(endpoint(base, true), "/chat/completions"))
                .hasToString(address);
    }

    @Test
    void the_request_names_model_messages_limit_and_usage() {
        var ask = new Ask(
                "a-model",
                List.of(
                        new Turn(Turn.Speaker.SYSTEM, "Be kind."),
                        new Turn(Turn.Speaker.USER, "\"Hi\"\n"),
                        new Turn(Turn.Speaker.ASSISTANT, "你好")),
                7);
        assertThat(OpenAiAdapter.body(endpoint("http://localhost/v1", true), ask)
                        .build())
                .hasToString("{\"model\":\"a-model\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                        + "{\"role\":\"user\",\"content\":\"\\\"Hi\\\"\\n\"},{\"role\":\"assistant\",\"content\":\"你好\"}],"
                        + "\"max_tokens\":7,\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void openai_itself_hears_the_limit_by_its_new_name_and_usage_is_asked_only_of_those_who_know_it() {
        var body = OpenAiAdapter.body(endpoint("https://api.openai.com/v1", false), ASK)
                .build();
        assertThat(body).containsKey("max_completion_tokens").doesNotContainKeys("max_tokens", "stream_options");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usage-in-a-chunk-with-choices",
                "usage-in-every-chunk-so-far",
                "usage-with-an-empty-id",
                "azure-filter-results-first",
                "azure-chunks-without-delta",
                "crlf-comments-and-other-fields",
                "whole-answer-instead-of-a-stream",
            })
    void usage_and_text_are_found_wherever_they_are(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @Test
    void cached_and_written_tokens_are_part_of_the_prompt_and_counted_once() {
        counts("usage-cached", new TokenUsage(86, 1920, 0, 5, 0));
        counts("usage-cache-written", new TokenUsage(106, 1000, 900, 5, 0));
        counts("usage-cached-more-than-the-prompt", new TokenUsage(0, 64, 0, 5, 0));
        counts("reasoning", new TokenUsage(19, 0, 0, 20, 15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-negative", "usage-beyond-any-number", "usage-of-words"})
    void usage_that_cannot_be_read_is_no_usage(String file) {
        countsNothing(file);
    }

    @Test
    void absurd_usage_is_passed_on_for_the_meter_to_doubt() {
        counts("usage-absurd", TokenUsage.of(19, 1_000_000_000_000L));
    }

    @Test
    void either_sign_of_the_end_is_enough() {
        ends("closes-after-the-reason-without-done", Ending.DONE, "Hello, world!");
        ends("done-without-a-reason", Ending.DONE, "Hello, world!");
        ends("breaks-off-after-the-reason", Ending.DONE, "Hello, world!");
    }

    @Test
    void a_filtered_answer_says_so() {
        ends("filtered", Ending.FILTERED, "Hello");
    }

    @Test
    void a_refusal_in_words_is_an_answer() {
        ends("refusal-in-words", Ending.DONE, "I can’t help with that.");
    }

    @Test
    void data_without_a_space_and_in_several_lines_is_understood() {
        ends("data-without-a-space-and-in-several-lines", Ending.DONE, "Hello");
    }

    @Test
    void only_the_first_choice_is_heard() {
        ends("second-choice", Ending.DONE, "Hello");
    }

    @Test
    void reasoning_goes_by_either_name() {
        assertThat(play("reasoning-of-routers").reasoning()).isEqualTo("Let me think.");
    }

    @ParameterizedTest
    @CsvSource({
        "error-as-a-named-event, PROVIDER_ERROR, true",
        "error-of-a-router-with-the-status-it-heard, RATE_LIMITED, true",
        "error-about-an-empty-account, PROVIDER_QUOTA, false",
        "error-object-with-status-200, PROVIDER_ERROR, true",
        "region-refused, KEY_REFUSED, false",
        "rate-limited-without-a-time, RATE_LIMITED, true",
        "account-empty, PROVIDER_QUOTA, false",
        "payment-required, PROVIDER_QUOTA, false",
        "context-too-long, CONTEXT_TOO_LONG, false",
        "context-too-long-in-words-only, CONTEXT_TOO_LONG, false",
        "prompt-filtered, CONTENT_REFUSED, false",
        "overloaded-with-a-page, PROVIDER_ERROR, true",
        "overloaded-text-generation, RATE_LIMITED, true",
    })
    void each_way_of_refusing_is_told_apart(String file, Kind kind, boolean retriable) {
        fails(file, kind, retriable);
    }
}
