package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.guard.Incoming;
import org.tenantry.models.CustomForm;
import org.tenantry.values.TokenUsage;

/** A server of the operator's that speaks in server-sent events. */
class CustomSseAdapterTest extends ModelAdapterContract {
    static final Map<String, String> FORM = Map.ofEntries(
            Map.entry("template", "{\"ask\":\"{{prompt}}\"}"),
            Map.entry("body", "SSE"),
            Map.entry("deltaAt", "/result/piece"),
            Map.entry("textAt", "/whole"),
            Map.entry("reasoningAt", "/result/thought"),
            Map.entry("finishAt", "/result/why"),
            Map.entry("endWord", "END"),
            Map.entry("inputAt", "/stats/in"),
            Map.entry("outputAt", "/stats/out"),
            Map.entry("cachedAt", "/stats/hit"));

    @Override
    String form() {
        return "custom-sse";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return new CustomAnswer(CustomForm.of(FORM), ask, hearing);
    }

    private static Heard play(String file, String... changes) {
        var settings = new HashMap<>(FORM);
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        settings.values().removeIf(String::isEmpty);
        var heard = new Heard();
        WireFile.read("custom-sse", file).play(new CustomAnswer(CustomForm.of(settings), ASK, heard));
        return heard;
    }

    @Test
    void cached_tokens_are_part_of_the_input_or_come_on_top_as_the_operator_says() {
        counts("usage-cached", new TokenUsage(20, 80, 0, 5, 0));
        assertThat(play("usage-cached", "cachedApart", "true").completion().usage())
                .contains(new TokenUsage(100, 80, 0, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-negative", "usage-absurd"})
    void counts_that_cannot_be_are_none(String file) {
        countsNothing(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-in-two-events", "whole-answer-instead-of-a-stream"})
    void counts_are_found_wherever_they_are(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ends-by-the-name-of-an-event", "done-word-of-openai"})
    void the_end_is_told_in_many_ways(String file) {
        ends(file, Ending.DONE, "Hello, world!");
    }

    @Test
    void a_filtered_answer_says_so() {
        ends("filtered", Ending.FILTERED, "Hello");
    }

    @Test
    void where_nothing_else_tells_the_end_closing_does_if_something_was_said() {
        assertThat(play("ends-without-a-word", "finishAt", "", "endWord", "").ending())
                .isEqualTo(Ending.DONE);
        assertThat(play("nothing", "finishAt", "", "endWord", "").ending()).isEqualTo(Ending.FAILED);
        assertThat(play("breaks-off", "finishAt", "", "endWord", "").ending()).isEqualTo(Ending.CUT);
    }

    @Test
    void an_error_is_where_the_operator_says() {
        assertThat(play("error-after-some-tokens", "errorAt", "/oops").ending()).isEqualTo(Ending.DONE);
    }

    @Test
    void the_conversation_fills_the_template() {
        var settings = new HashMap<>(FORM);
        settings.put(
                "template",
                "{\"m\":\"{{model}}\",\"list\":\"{{messages}}\",\"text\":\"{{prompt}}\",\"rule\":\"{{system}}\",\"most\":\"{{max_tokens}}\"}");
        var ask = new Ask(
                "m/1",
                List.of(
                        new Turn(Turn.Speaker.SYSTEM, "Be kind."),
                        new Turn(Turn.Speaker.USER, "\"Hi\""),
                        new Turn(Turn.Speaker.ASSISTANT, "你好"),
                        new Turn(Turn.Speaker.USER, "Bye")),
                7);
        assertThat(CustomAdapter.body(CustomForm.of(settings).template(), ask))
                .hasToString("{\"m\":\"m/1\",\"list\":[{\"role\":\"user\",\"content\":\"\\\"Hi\\\"\"},"
                        + "{\"role\":\"assistant\",\"content\":\"你好\"},{\"role\":\"user\",\"content\":\"Bye\"}],"
                        + "\"text\":\"User: \\\"Hi\\\"\\nAssistant: 你好\\nUser: Bye\\nAssistant:\","
                        + "\"rule\":\"Be kind.\",\"most\":7}");
    }

    @Test
    void without_a_place_for_the_system_it_comes_before_the_prompt_and_among_the_messages() {
        var system = new Turn(Turn.Speaker.SYSTEM, "Be kind.");
        var ask = new Ask("m", List.of(system, new Turn(Turn.Speaker.USER, "Hi")), 7);
        assertThat(CustomAdapter.body(CustomForm.of(FORM).template(), ask))
                .hasToString("{\"ask\":\"Be kind.\\n\\nHi\"}");
        var settings = new HashMap<>(FORM);
        settings.put("template", "{\"list\":\"{{messages}}\"}");
        assertThat(CustomAdapter.body(CustomForm.of(settings).template(), ask))
                .hasToString(
                        "{\"list\":[{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }
}
