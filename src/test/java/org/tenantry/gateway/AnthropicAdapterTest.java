package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
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

class AnthropicAdapterTest extends ToolCallContract {
    @Override
    String form() {
        return "anthropic";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return AnthropicAdapter.answer(ask, hearing);
    }

    private static Endpoint endpoint(String url, String key) {
        return new Endpoint(ProviderKind.ANTHROPIC, URI.create(url), key, true, 60, 60, 900);
    }

    private static Ask thinking(String model, int mostOutputTokens, Manner manner) {
        return new Ask(model, ASK.turns(), mostOutputTokens, manner, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.anthropic.com",
                "https://api.anthropic.com/",
                "https://api.anthropic.com/v1",
                "https://api.anthropic.com/v1/"
            })
    void the_base_url_is_taken_with_and_without_its_end(String base) {
        assertThat(AnthropicAdapter.address(endpoint(base, ""), "/messages"))
                .hasToString("https://api.anthropic.com/v1/messages");
    }

    @Test
    void the_key_has_a_header_of_its_own_and_the_version_is_told() {
        assertThat(AnthropicAdapter.headers(endpoint("https://api.anthropic.com", "sk-ant")))
                .isEqualTo(Map.of("x-api-key", "sk-ant", "anthropic-version", "2023-06-01"));
        assertThat(AnthropicAdapter.headers(endpoint("http://localhost", ""))).containsOnlyKeys("anthropic-version");
    }

    @Test
    void the_system_stands_apart_and_turns_of_one_side_are_one() {
        var turns = List.of(
                new Turn(Turn.Speaker.SYSTEM, "Be kind."),
                new Turn(Turn.Speaker.USER, "\"Hi\"\n"),
                new Turn(Turn.Speaker.USER, " "),
                new Turn(Turn.Speaker.USER, "there"),
                new Turn(Turn.Speaker.ASSISTANT, "你好"),
                new Turn(Turn.Speaker.SYSTEM, "Be brief."),
                new Turn(Turn.Speaker.USER, "Bye"));
        assertThat(AnthropicForm.body(new Ask("claude", turns, 7)).build())
                .hasToString("{\"model\":\"claude\",\"max_tokens\":7,\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"\\\"Hi\\\"\\n\"},{\"type\":\"text\",\"text\":\"there\"}]},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"你好\"}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Bye\"}]}],"
                        + "\"stream\":true,\"system\":\"Be kind.\\n\\nBe brief.\"}");
    }

    @Test
    void the_request_carries_images_tools_and_what_came_of_them() {
        var request = ToolRequest.of("toolu_1", "weather", "{\"city\":\"Oslo\"}");
        var turns = List.of(
                new Turn(
                        Turn.Speaker.USER,
                        List.of(new Part.Text("Where?"), Part.Image.of("image/png", new byte[] {1, 2, 3})),
                        List.of(),
                        ""),
                new Turn(Turn.Speaker.ASSISTANT, List.of(new Part.Text("I look.")), List.of(request), ""),
                new Turn(Turn.Speaker.TOOL, List.of(new Part.Text("4 °C")), List.of(), "toolu_1"),
                new Turn(Turn.Speaker.USER, "And?"));
        var manner = new Manner(
                List.of(WEATHER),
                Tool.Choice.ANY,
                Manner.Form.TEXT,
                Optional.of(new BigDecimal("0.2")),
                Optional.of(BigDecimal.ONE),
                List.of("END"));
        assertThat(AnthropicForm.body(new Ask("m", turns, 7, manner, true)).build())
                .hasToString(
                        "{\"model\":\"m\",\"max_tokens\":7,\"messages\":[{\"role\":\"user\",\"content\":["
                                + "{\"type\":\"text\",\"text\":\"Where?\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                                + "\"media_type\":\"image/png\",\"data\":\"AQID\"}}]},"
                                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"I look.\"},"
                                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{\"city\":\"Oslo\"}}]},"
                                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\","
                                + "\"content\":\"4 °C\"},{\"type\":\"text\",\"text\":\"And?\"}]}],\"stream\":true,"
                                + "\"tools\":[{\"name\":\"weather\",\"description\":\"Tells the weather.\","
                                + "\"input_schema\":{\"type\":\"object\",\"properties\":{\"city\":{}}}}],"
                                + "\"tool_choice\":{\"type\":\"any\"},\"temperature\":0.2,\"top_p\":1,\"stop_sequences\":[\"END\"]}");
    }

    @Test
    void json_is_asked_for_in_words() {
        var manner = Manner.PLAIN.in(Manner.Form.of("place", "{\"type\":\"object\"}"));
        assertThat(AnthropicForm.body(new Ask("m", ASK.turns(), 7, manner, false))
                        .build()
                        .getString("system"))
                .startsWith("Answer with one JSON object")
                .endsWith("JSON Schema: {\"type\":\"object\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5-20250929, enabled",
        "claude-opus-4-20250514, enabled",
        "claude-3-7-sonnet-latest, enabled",
        "claude-opus-4-1, enabled",
        "claude-opus-4-6, adaptive",
        "claude-opus-4-7-20260416, adaptive",
        "claude-sonnet-5, adaptive",
    })
    void a_model_that_thinks_is_asked_to_show_it_in_its_own_way(String model, String type) {
        var body = AnthropicForm.body(thinking(model, 4096, Manner.PLAIN)).build();
        var thinking = body.getJsonObject("thinking");
        assertThat(thinking.getString("type")).isEqualTo(type);
        assertThat(thinking.getInt("budget_tokens", 0)).isEqualTo(type.equals("enabled") ? 2048 : 0);
    }

    @Test
    void thinking_is_not_asked_for_where_it_would_be_refused_or_leave_no_room() {
        var model = "claude-sonnet-4-5";
        assertThat(AnthropicForm.body(thinking(model, 2047, Manner.PLAIN)).build())
                .doesNotContainKey("thinking");
        assertThat(AnthropicForm.body(thinking(model, 9000, WITH_TOOLS.manner()))
                        .build())
                .doesNotContainKey("thinking");
        assertThat(AnthropicForm.body(ASK).build()).doesNotContainKey("thinking");
        assertThat(AnthropicForm.body(thinking(model, 100_000, Manner.PLAIN))
                        .build()
                        .getJsonObject("thinking")
                        .getInt("budget_tokens"))
                .isEqualTo(16_000);
    }

    @Test
    void cached_and_written_tokens_come_on_top_of_the_input() {
        counts("usage-cached-and-written", new TokenUsage(86, 1920, 900, 5, 0));
        assertThat(play("usage-cached-and-written")
                        .completion()
                        .usage()
                        .orElseThrow()
                        .prompt())
                .isEqualTo(86 + 1920 + 900);
    }

    @Test
    void the_last_count_of_each_is_the_one_and_is_never_added() {
        counts("usage-in-every-delta-so-far", TokenUsage.of(19, 5));
        counts("usage-told-again-at-the-end", new TokenUsage(90, 1920, 7, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"output-told-at-the-start-only", "usage-negative", "usage-beyond-any-number"})
    void usage_that_cannot_be_read_is_no_usage(String file) {
        countsNothing(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pings-and-comments",
                "stop-sequence",
                "closes-after-the-reason",
                "breaks-off-after-the-reason",
                "whole-answer-instead-of-a-stream",
                "tool-of-the-providers-own",
            })
    void the_answer_is_found_whatever_stands_around_it(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @Test
    void a_full_context_ends_an_answer_as_a_limit_does() {
        ends("context-window-full", Ending.LENGTH, "Hello, world!");
    }

    @Test
    void a_refusal_of_the_model_is_a_filtered_answer() {
        ends("refused-by-the-model", Ending.FILTERED, "Hello");
    }

    @ParameterizedTest
    @CsvSource({
        "error-about-a-rate-limit, RATE_LIMITED, true",
        "error-without-an-event-name, PROVIDER_ERROR, true",
        "error-object-with-status-200, PROVIDER_ERROR, true",
        "overloaded, PROVIDER_ERROR, true",
        "overloaded-with-a-page, PROVIDER_ERROR, true",
        "rate-limited-without-a-time, RATE_LIMITED, true",
        "permission-refused, KEY_REFUSED, false",
        "prompt-too-long, CONTEXT_TOO_LONG, false",
        "request-too-large, CONTEXT_TOO_LONG, false",
        "account-empty, PROVIDER_QUOTA, false",
        "billing-error, PROVIDER_QUOTA, false",
    })
    void each_way_of_refusing_is_told_apart(String file, Kind kind, boolean retriable) {
        fails(file, kind, retriable);
    }
}
