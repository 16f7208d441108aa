package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/** What every wire form must make of the requests for tools, where it has them. */
abstract class ToolCallContract extends ModelAdapterContract {
    /** Arguments as the form brings them: as the model wrote them, unless they come as an object. */
    String written(String arguments) {
        return arguments;
    }

    /** Tells what is asked for in words such as {@code weather {"city":"Oslo"}}, and sees that every request has an id. */
    void asksFor(String file, String... requests) {
        var completion = play(file).completion();
        assertThat(completion.ending()).isEqualTo(Ending.TOOLS);
        assertThat(completion.failure()).isEmpty();
        assertThat(completion.requests())
                .extracting(request -> request.name() + " " + request.arguments())
                .containsExactly(requests);
        assertThat(completion.requests())
                .extracting(ToolRequest::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9_-]{5,40}"));
    }

    @Test
    void a_tool_call_is_told_whole_at_the_end() {
        asksFor("tool-call", "weather " + written("{\"city\": \"北京\", \"days\": 2}"));
        assertThat(play("tool-call").text()).isEqualTo("Let me look.");
        assertThat(play("tool-call").completion().requests().get(0).readable()).isTrue();
        counts("tool-call", TokenUsage.of(19, 5));
    }

    @Test
    void two_tool_calls_are_told_apart() {
        asksFor("tool-calls-interleaved", "weather {\"city\":\"Oslo\"}", "clock {\"zone\":\"UTC\"}");
    }

    @Test
    void arguments_that_are_not_json_are_kept_as_they_are_and_marked() {
        asksFor("tool-arguments-not-json", "weather {\"city\": Oslo");
        assertThat(play("tool-arguments-not-json")
                        .completion()
                        .requests()
                        .get(0)
                        .readable())
                .isFalse();
    }

    @Test
    void a_tool_call_without_arguments_has_none() {
        asksFor("tool-call-without-arguments", "clock {}");
    }

    @Test
    void a_tool_call_that_breaks_off_asks_for_nothing_and_may_be_tried_elsewhere() {
        fails("tool-call-broken-off", Kind.UNREACHABLE, true);
        assertThat(play("tool-call-broken-off").completion().requests()).isEmpty();
    }

    @Test
    void a_tool_call_at_the_limit_is_told_as_far_as_it_came() {
        var completion = play("tool-call-at-the-limit").completion();
        assertThat(completion.ending()).isEqualTo(Ending.LENGTH);
        assertThat(completion.requests()).singleElement().satisfies(request -> assertThat(request.readable())
                .isFalse());
    }

    @Test
    void a_tool_call_that_ignores_the_limit_is_stopped_there() {
        var heard = new Heard();
        var ask = new Ask("a-model", ASK.turns(), 1, WITH_TOOLS.manner(), false);
        var file = WireFile.read(form(), "tool-call");
        var talk = new String(file.body(), StandardCharsets.UTF_8).replace("北", "word ".repeat(60));
        new WireFile(200, file.headers(), talk.getBytes(StandardCharsets.UTF_8)).play(answer(ask, heard));
        assertThat(heard.ending()).isEqualTo(Ending.LENGTH);
        assertThat(heard.completion().usage()).isEmpty();
    }

    @Test
    void a_reader_who_leaves_a_tool_call_ends_it_wherever_that_is() {
        leaves("tool-call");
    }
}
