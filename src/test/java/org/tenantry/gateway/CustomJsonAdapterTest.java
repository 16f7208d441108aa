package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.models.CustomForm;
import org.tenantry.values.TokenUsage;

/** A server of the operator's that answers with one JSON value in all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CustomJsonAdapterTest {
    private static final CustomForm FORM = CustomForm.of(Map.of(
            "template", "{\"ask\":\"{{prompt}}\"}",
            "body", "JSON",
            "textAt", "/reply/message",
            "reasoningAt", "/reply/thinking",
            "finishAt", "/reply/ended",
            "inputAt", "/meter/in",
            "outputAt", "/meter/out"));

    private static Heard play(String file, int... pieces) {
        var heard = new Heard();
        WireFile.read("custom-json", file).play(new CustomAnswer(FORM, ModelAdapterContract.ASK, heard), pieces);
        return heard;
    }

    @ParameterizedTest
    @CsvSource({
        "answer, DONE, 'Hello, world!'",
        "answer-in-many-lines, DONE, 'Hello, world!'",
        "length, LENGTH, 'Hello, world!'",
        "no-usage, DONE, 'Hello, world!'",
        "filtered, FILTERED, Hello",
        "error-empty-means-none, DONE, 'Hello, world!'",
    })
    void an_answer_is_heard_in_one_piece(String file, Ending ending, String text) {
        var heard = play(file);
        assertThat(heard.ending()).isEqualTo(ending);
        assertThat(heard.text()).isEqualTo(text);
    }

    @Test
    void it_is_counted_and_its_reasoning_is_apart_wherever_it_is_split() {
        for (int piece = 1; piece < 16; piece++) {
            var heard = play("answer", IntStream.generate(() -> 7).limit(piece).toArray());
            assertThat(heard.text()).isEqualTo("Hello, world!");
            assertThat(heard.reasoning()).isEqualTo("Let me think.");
            assertThat(heard.completion().usage()).contains(TokenUsage.of(19, 5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, BAD_ANSWER",
        "not-json, BAD_ANSWER",
        "nothing-where-the-text-should-be, BAD_ANSWER",
        "page-with-status-200, BAD_ANSWER",
        "breaks-off, UNREACHABLE",
        "error-under-200, PROVIDER_ERROR",
        "key-refused, KEY_REFUSED",
    })
    void what_is_no_answer_is_a_failure(String file, Kind kind) {
        var heard = play(file);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(kind);
        assertThat(heard.text()).isEmpty();
    }
}
