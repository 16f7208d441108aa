package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

class OllamaAdapterTest extends ToolCallContract {
    @Override
    String form() {
        return "ollama";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OllamaAdapter.answer(ask, hearing);
    }

    /** Arguments come as an object. */
    @Override
    String written(String arguments) {
        return arguments.replace(" ", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:11434",
                "http://localhost:11434/",
                "http://localhost:11434/api",
                "http://localhost:11434/v1/"
            })
    void the_base_url_is_taken_with_and_without_its_end(String base) {
        var endpoint = new Endpoint(ProviderKind.OLLAMA, URI.create(base), "", true, 60, 60, 900);
        assertThat(OllamaAdapter.address(endpoint, "/api/chat")).hasToString("http://localhost:11434/api/chat");
    }

    @Test
    void the_request_names_model_messages_and_limit() {
        var ask = new Ask("llama3.2", List.of(new Turn(Turn.Speaker.USER, "Hi")), 7);
        assertThat(OllamaAdapter.body(ask).build())
                .hasToString("{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"options\":{\"num_predict\":7},\"stream\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt-count-missing", "prompt-count-zero", "usage-negative", "usage-beyond-any-number"})
    void an_unknown_count_is_no_count(String file) {
        countsNothing(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crlf-and-blank-lines", "last-line-without-its-end", "done-without-a-reason"})
    void the_last_line_is_found_however_it_is_written(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }

    @Test
    void several_tools_may_be_asked_for_in_one_line_and_newer_servers_give_ids() {
        asksFor("tool-calls-in-one-line", "weather {\"city\":\"Oslo\"}", "clock {\"zone\":\"UTC\"}");
        assertThat(play("tool-calls-in-one-line").completion().requests())
                .extracting(ToolRequest::id)
                .containsExactly("call_x1", "call_x2");
    }

    @Test
    void a_thought_in_the_text_is_taken_apart_as_reasoning() {
        assertThat(play("thought-inline").reasoning()).isEqualTo("\nLet me <b>think</b>.\n");
        ends("thought-inline", Ending.DONE, "Hello <think>, world</think>!");
    }

    @Test
    void the_request_carries_images_tools_and_what_came_of_them() {
        var request = ToolRequest.of("call-1", "weather", "{\"city\":\"Oslo\"}");
        var turns = List.of(
                new Turn(
                        Turn.Speaker.USER,
                        List.of(new Part.Text("Where?"), Part.Image.of("image/png", new byte[] {1, 2, 3})),
                        List.of(),
                        ""),
                new Turn(Turn.Speaker.ASSISTANT, List.of(), List.of(request), ""),
                new Turn(Turn.Speaker.TOOL, List.of(new Part.Text("4 °C")), List.of(), "call-1"));
        var manner = new Manner(
                List.of(WEATHER, CLOCK),
                Tool.Choice.of("weather"),
                Manner.Form.JSON,
                Optional.of(new BigDecimal("0.2")),
                Optional.empty(),
                List.of("END"));
        assertThat(OllamaAdapter.body(new Ask("m", turns, 7, manner, true)).build())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Where?\",\"images\":[\"AQID\"]},"
                                + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"weather\","
                                + "\"arguments\":{\"city\":\"Oslo\"}}}]},"
                                + "{\"role\":\"tool\",\"content\":\"4 °C\",\"tool_name\":\"weather\"}],"
                                + "\"options\":{\"num_predict\":7,\"temperature\":0.2,\"stop\":[\"END\"]},\"stream\":true,"
                                + "\"format\":\"json\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\","
                                + "\"description\":\"Tells the weather.\","
                                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{}}}}}],\"think\":true}");
    }

    @Test
    void a_schema_of_the_answer_goes_as_its_format() {
        var manner = Manner.PLAIN.in(Manner.Form.of("place", "{\"type\":\"object\"}"));
        assertThat(OllamaAdapter.body(new Ask("m", ASK.turns(), 7, manner, false))
                        .build()
                        .get("format"))
                .hasToString("{\"type\":\"object\"}");
    }

    @Test
    void a_request_without_an_id_gets_one_that_is_new_to_the_conversation() {
        var earlier =
                new Turn(Turn.Speaker.ASSISTANT, List.of(), List.of(ToolRequest.of("call-1", "weather", "{}")), "");
        var ask = new Ask("m", List.of(earlier), 100, WITH_TOOLS.manner(), false);
        var heard = new Heard();
        WireFile.read(form(), "tool-calls-interleaved").play(answer(ask, heard));
        assertThat(heard.completion().requests()).extracting(ToolRequest::id).containsExactly("call-2", "call-3");
    }
}
