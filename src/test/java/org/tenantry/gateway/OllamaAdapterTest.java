package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

class OllamaAdapterTest extends ModelAdapterContract {
    @Override
    String form() {
        return "ollama";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OllamaAdapter.answer(ask, hearing);
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
    @ValueSource(strings = {"prompt-count-missing", "prompt-count-zero"})
    void an_unknown_count_of_the_prompt_is_no_count(String file) {
        countsNothing(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crlf-and-blank-lines", "last-line-without-its-end", "done-without-a-reason"})
    void the_last_line_is_found_however_it_is_written(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }
}
