package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tenantry.guard.Incoming;
import org.tenantry.models.CustomForm;
import org.tenantry.values.TokenUsage;

/** A server of the operator's that speaks in lines of JSON. */
class CustomNdjsonAdapterTest extends ModelAdapterContract {
    private static final Map<String, String> FORM = Map.of(
            "template", "{\"ask\":\"{{prompt}}\"}",
            "body", "NDJSON",
            "deltaAt", "/token/text",
            "reasoningAt", "/token/thought",
            "finishAt", "/why",
            "endAt", "/state",
            "endIs", "complete",
            "inputAt", "/counts/0",
            "outputAt", "/counts/1");

    @Override
    String form() {
        return "custom-ndjson";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return new CustomAnswer(CustomForm.of(FORM), ask, hearing);
    }

    @Test
    void text_that_grows_is_heard_in_pieces() {
        var settings = new HashMap<>(FORM);
        settings.remove("deltaAt");
        settings.remove("finishAt");
        settings.remove("endAt");
        settings.put("textAt", "/all");
        var heard = new Heard();
        WireFile.read("custom-ndjson", "text-so-far-instead-of-pieces")
                .play(new CustomAnswer(CustomForm.of(settings), ASK, heard));
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.text()).isEqualTo("Hello, world!");
        assertThat(heard.completion().usage()).contains(TokenUsage.of(19, 5));
    }
}
