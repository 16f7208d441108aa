package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.guard.Incoming;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

class LocalAiAdapterTest extends ToolCallContract {
    @Override
    String form() {
        return "localai";
    }

    @Override
    Incoming answer(Ask ask, Hearing hearing) {
        return OpenAiAdapter.answer(ask, hearing);
    }

    private static Map<String, String> headers(String key, Map<String, String> settings) {
        var url = URI.create("http://localai:8080");
        return LocalAiAdapter.headers(new Endpoint(ProviderKind.LOCALAI, url, key, true, 10, 60, 60, 900, settings));
    }

    @Test
    void no_key_is_sent_where_none_is_set() {
        assertThat(headers("", Map.of())).isEmpty();
        assertThat(headers("k", Map.of())).isEqualTo(Map.of("Authorization", "Bearer k"));
    }

    @Test
    void timings_are_asked_for_when_they_are_wanted() {
        assertThat(headers("", Map.of("extraUsage", "true"))).isEqualTo(Map.of("Extra-Usage", "true"));
        assertThat(headers("", Map.of("extraUsage", "false"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-with-timings", "usage-in-every-chunk-of-older-servers"})
    void usage_is_found_wherever_it_is(String file) {
        ends(file, Ending.DONE, "Hello, world!");
        counts(file, TokenUsage.of(19, 5));
    }
}
