package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
