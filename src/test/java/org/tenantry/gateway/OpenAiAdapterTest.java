package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

class OpenAiAdapterTest extends ToolCallContract {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool-calls-all-with-index-zero",
                "tool-calls-without-an-index",
                "tool-calls-with-id-and-name-repeated",
                "tool-calls-without-ids",
                "tool-arguments-as-an-object",
                "tool-calls-in-a-whole-answer",
            })
    void two_tool_calls_are_told_apart_however_a_server_numbers_them(String file) {
        asksFor(file, "weather {\"city\":\"Oslo\"}", "clock {\"zone\":\"UTC\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thought-inline", "thought-inline-in-one-piece"})
    void a_thought_in_the_text_is_taken_apart_as_reasoning(String file) {
        var heard = play(file);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.reasoning().replaceAll("</?b>", "").strip()).isEqualTo("Let me think.");
        assertThat(heard.text()).startsWith("Hello").doesNotContain("Let me");
    }

    @Test
    void only_the_beginning_of_an_answer_is_a_thought() {
        assertThat(play("thought-inline").text()).isEqualTo("Hello <think>, world</think>!");
        ends("thought-in-the-midst-is-text", Ending.DONE, "Use <think>a</think> here");
        ends("thought-only-begun", Ending.DONE, "<thin");
        assertThat(play("thought-inline-that-never-ends").reasoning()).isEqualTo("Let me think.</th");
        ends("thought-inline-that-never-ends", Ending.LENGTH, "");
    }

    @Test
    void the_request_carries_images_tools_and_what_came_of_them() {
        var request = ToolRequest.of("call_1", "weather", "{\"city\":\"Oslo\"}");
        var turns = List.of(
                new Turn(
                        Turn.Speaker.USER,
                        List.of(new Part.Text("Where?"), Part.Image.of("image/png", new byte[] {1, 2, 3})),
                        List.of(),
                        ""),
                new Turn(Turn.Speaker.ASSISTANT, List.of(), List.of(request), ""),
                new Turn(Turn.Speaker.TOOL, List.of(new Part.Text("4 °C")), List.of(), "call_1"));
        var manner = new Manner(
                List.of(WEATHER),
                Tool.Choice.of("weather"),
                Manner.Form.of("place", "{\"type\":\"object\"}"),
                Optional.of(new BigDecimal("0.2")),
                Optional.of(BigDecimal.ONE),
                List.of("END"));
        var body = OpenAiAdapter.body(endpoint("http://localhost/v1", false), new Ask("m", turns, 7, manner, true))
                .build();
        assertThat(body.get("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Where?\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}]},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"4 °C\"}]");
        assertThat(body.get("tools"))
                .hasToString(
                        "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"Tells the weather.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{}}}}}]");
        assertThat(body.get("tool_choice")).hasToString("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}");
        assertThat(body.get("response_format"))
                .hasToString(
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"place\",\"schema\":{\"type\":\"object\"}}}");
        assertThat(body.get("temperature")).hasToString("0.2");
        assertThat(body.get("top_p")).hasToString("1");
        assertThat(body.get("stop")).hasToString("[\"END\"]");
    }

    @Test
    void what_was_not_asked_for_is_not_sent() {
        assertThat(OpenAiAdapter.body(endpoint("http://localhost/v1", false), ASK)
                        .build())
                .containsOnlyKeys("model", "messages", "max_tokens", "stream");
        var json = Manner.PLAIN.in(Manner.Form.JSON).with(List.of(CLOCK), Tool.Choice.NONE);
        var body = OpenAiAdapter.body(endpoint("http://localhost/v1", false), new Ask("m", ASK.turns(), 7, json, false))
                .build();
        assertThat(body.get("response_format")).hasToString("{\"type\":\"json_object\"}");
        assertThat(body.getString("tool_choice")).isEqualTo("none");
    }
}
