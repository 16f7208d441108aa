package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Providers as the server itself reaches them: their lists of models, their ways of refusing, and a stream. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GatewayIT {
    private static final String STUB = "http://127.0.0.1:" + System.getProperty("testbed.stub");

    @Inject
    Gateway gateway;

    @Inject
    UserTransaction transaction;

    private static Endpoint endpoint(ProviderKind kind, String url) {
        return new Endpoint(kind, URI.create(url), "sk-secret", true, 20, 20, 60);
    }

    private static Endpoint with(ProviderKind kind, String url, Map<String, String> settings) {
        return new Endpoint(kind, URI.create(url), "sk-secret", true, 10, 20, 20, 60, settings);
    }

    private static List<Turn> ask(String text) {
        return List.of(new Turn(Turn.Speaker.USER, text));
    }

    /** Keeps what it heard. */
    private static final class Kept implements Hearing {
        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<Completion> end = new CompletableFuture<>();

        @Override
        public void heard(Delta delta) {
            text.append(delta.text());
        }

        @Override
        public void ended(Completion completion) {
            end.complete(completion);
        }
    }

    private Completion stream(Endpoint endpoint, String model, Kept kept) throws Exception {
        gateway.stream(endpoint, new Ask(model, List.of(new Turn(Turn.Speaker.USER, "Hello 你好 there")), 2000), kept);
        return kept.end.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, /v1", "OPENAI, ''", "OLLAMA, ''", "OLLAMA, /api", "ANTHROPIC, ''", "ANTHROPIC, /v1"})
    void the_models_of_a_provider_are_listed_in_order(ProviderKind kind, String path) {
        var names = gateway.models(endpoint(kind, STUB + path));
        assertThat(names).contains("stub-echo", "stub-slow").isSorted();
        assertThat(gateway.check(endpoint(kind, STUB + path))).isEmpty();
    }

    @Test
    void the_demo_lists_its_models_without_network() {
        assertThat(gateway.models(endpoint(ProviderKind.DEMO, ""))).containsExactly("demo", "demo-fast");
    }

    @ParameterizedTest
    @CsvSource({
        "/refusing/401, KEY_REFUSED",
        "/refusing/429, RATE_LIMITED",
        "/refusing/500, PROVIDER_ERROR",
        "/redirecting, BAD_ANSWER",
        "/page, BAD_ANSWER",
        "/nowhere, MODEL_UNKNOWN",
    })
    void each_way_of_refusing_is_told_apart_without_what_the_provider_wrote(String path, Kind kind) {
        var endpoint = endpoint(ProviderKind.OPENAI, STUB + path);
        assertThat(gateway.check(endpoint).orElseThrow().kind()).isEqualTo(kind);
        assertThatThrownBy(() -> gateway.models(endpoint))
                .isInstanceOf(ProviderRefused.class)
                .hasMessageStartingWith("gateway.failure.")
                .hasMessageNotContainingAny("127.0.0.1", "sk-secret");
    }

    @Test
    void nobody_there_is_told() {
        assertThat(gateway.check(endpoint(ProviderKind.OPENAI, "http://127.0.0.1:9/v1"))
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(gateway.check(endpoint(ProviderKind.OLLAMA, "http://nowhere.invalid"))
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(gateway.check(endpoint(ProviderKind.OPENAI, "http://169.254.169.254"))
                        .orElseThrow()
                        .kind())
                .as("where clouds tell their secrets")
                .isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, /v1", "OLLAMA, ''", "ANTHROPIC, ''"})
    void an_answer_streams_through_the_server(ProviderKind kind, String path) throws Exception {
        var kept = new Kept();
        var completion = stream(endpoint(kind, STUB + path), "stub-echo", kept);
        assertThat(completion.ending()).isEqualTo(Ending.DONE);
        assertThat(completion.usage()).isPresent();
        assertThat(kept.text).hasToString("Hello 你好 there");
    }

    @ParameterizedTest
    @CsvSource({"deployments, api-key", "v1, api-key"})
    void azure_proves_its_key_and_lists_what_was_written_down(String api, String header) throws Exception {
        var azure = with(ProviderKind.AZURE, STUB, Map.of("api", api, "models", "stub-fast\nstub-echo"));
        assertThat(gateway.models(azure)).containsExactly("stub-echo", "stub-fast");
        var entra = with(ProviderKind.AZURE, STUB, Map.of("api", api, "signIn", "entra"));
        assertThat(gateway.check(entra).orElseThrow().kind())
                .as("the stub takes only the header " + header)
                .isEqualTo(Kind.KEY_REFUSED);
        var kept = new Kept();
        assertThat(stream(azure, "stub-echo", kept).ending()).isEqualTo(Ending.DONE);
        assertThat(kept.text).hasToString("Hello 你好 there");
    }

    @Test
    void a_server_of_text_generation_inference_tells_its_one_model() {
        assertThat(gateway.models(with(ProviderKind.HUGGING_FACE, STUB + "/tgi/v1", Map.of())))
                .containsExactly("stub-echo");
        assertThat(gateway.check(with(ProviderKind.HUGGING_FACE, STUB + "/tgi/v1", Map.of("server", "router")))
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.MODEL_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"HUGGING_FACE, /v1", "LOCALAI, ''"})
    void servers_of_openais_shape_list_and_answer(ProviderKind kind, String path) throws Exception {
        var endpoint = with(kind, STUB + path, Map.of());
        assertThat(gateway.models(endpoint)).contains("stub-echo", "stub-slow").isSorted();
        var kept = new Kept();
        assertThat(stream(endpoint, "stub-echo", kept).usage()).isPresent();
        assertThat(kept.text).hasToString("Hello 你好 there");
    }

    private static Endpoint own(String form) {
        var settings = new HashMap<>(Map.of(
                "path", "/custom/" + form.toLowerCase(Locale.ROOT),
                "template", "{\"model\":\"{{model}}\",\"question\":\"{{prompt}}\",\"max_tokens\":\"{{max_tokens}}\"}",
                "body", form,
                "deltaAt", "/say/piece",
                "textAt", "/say/all",
                "reasoningAt", "/say/thought",
                "inputAt", "/counts/in",
                "outputAt", "/counts/out",
                "finishAt", "/why",
                "models", "stub-echo"));
        settings.put("endWord", "END");
        return with(ProviderKind.CUSTOM, STUB, settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSE", "NDJSON", "JSON"})
    void a_server_that_the_operator_described_answers_without_a_build(String form) throws Exception {
        var kept = new Kept();
        var completion = stream(own(form), "stub-echo", kept);
        assertThat(completion.ending()).isEqualTo(Ending.DONE);
        assertThat(completion.usage().orElseThrow().output()).isEqualTo(4);
        assertThat(kept.text).hasToString("Hello 你好 there");
        assertThat(gateway.models(own(form))).containsExactly("stub-echo");
        var limited = new Kept();
        gateway.stream(own(form), new Ask("stub-fast", List.of(new Turn(Turn.Speaker.USER, "hi")), 7), limited);
        assertThat(limited.end.get(30, TimeUnit.SECONDS).ending()).isEqualTo(Ending.LENGTH);
    }

    @Test
    void a_trial_shows_what_was_understood_and_how_it_was_written() {
        var good = gateway.tryOut(own("SSE"), new Ask("stub-reasoning", ask("hi"), 100));
        assertThat(good.isGood()).isTrue();
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.text()).startsWith("the time");
        assertThat(good.reasoning()).startsWith("hmm well");
        assertThat(good.completion().usage()).isPresent();
        assertThat(good.lines()).contains(": hello", "event: piece").hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void a_trial_never_shows_the_key_even_if_the_server_tells_it() {
        var refused =
                gateway.tryOut(endpoint(ProviderKind.OPENAI, STUB + "/v1"), new Ask("stub-error-500", ask("hi"), 100));
        assertThat(refused.isGood()).isFalse();
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain("sk-secret"))
                .anySatisfy(line -> assertThat(line).contains("with •••"));
    }

    @Test
    void a_trial_of_a_silent_server_ends_in_the_time_that_the_provider_has() {
        var hasty = new Endpoint(ProviderKind.OPENAI, URI.create(STUB + "/v1"), "", true, 1, 1, 2);
        var silent = gateway.tryOut(hasty, new Ask("stub-silent", ask("hi"), 100));
        assertThat(silent.isGood()).isFalse();
        assertThat(silent.status()).isZero();
        assertThat(silent.completion().failure().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        var page = gateway.tryOut(hasty, new Ask("stub-html", ask("hi"), 100));
        assertThat(page.completion().failure().orElseThrow().kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void knocking_at_a_described_server_tells_whether_anybody_is_there() {
        assertThat(gateway.check(own("SSE"))).isEmpty();
        var nobody = with(ProviderKind.CUSTOM, "http://127.0.0.1:9", own("SSE").settings());
        assertThat(gateway.check(nobody).orElseThrow().kind()).isEqualTo(Kind.UNREACHABLE);
        var refusing = new HashMap<>(own("SSE").settings());
        refusing.put("path", "/refusing/401/models");
        assertThat(gateway.check(with(ProviderKind.CUSTOM, STUB, refusing))
                        .orElseThrow()
                        .kind())
                .isEqualTo(Kind.KEY_REFUSED);
    }

    @Test
    void the_demo_answers_inside_the_server() throws Exception {
        var kept = new Kept();
        assertThat(stream(endpoint(ProviderKind.DEMO, ""), "demo-fast", kept).ending())
                .isEqualTo(Ending.DONE);
        assertThat(kept.text.toString()).contains("这是演示模型");
    }

    @Test
    void a_provider_is_never_called_inside_a_transaction() throws Exception {
        var kept = new Kept();
        transaction.begin();
        try {
            assertThatThrownBy(() -> stream(endpoint(ProviderKind.DEMO, ""), "demo-fast", kept))
                    .isInstanceOf(TransactionalException.class);
            assertThatThrownBy(() -> gateway.models(endpoint(ProviderKind.DEMO, "")))
                    .isInstanceOf(TransactionalException.class);
        } finally {
            transaction.rollback();
        }
        assertThat(kept.text).isEmpty();
    }
}
