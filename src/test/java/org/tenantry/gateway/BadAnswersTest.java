package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Egress;
import org.tenantry.models.CustomForm;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.testbed.RawServer;

/** What a provider that has gone mad can do over a real connection, in each wire form: it ends, soon and in little room. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BadAnswersTest {
    private static final Egress EGRESS = new Egress();
    private static final int MEBIBYTE = 1 << 20;

    private final Heard heard = new Heard();
    private RawServer server;

    @AfterAll
    static void close() {
        EGRESS.close();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private void ask(ProviderKind kind, RawServer.Script script) {
        ask(kind, 5, 20, script);
    }

    private void ask(ProviderKind kind, int idleSeconds, int totalSeconds, RawServer.Script script) {
        server = new RawServer(script);
        Map<String, String> settings = kind == ProviderKind.CUSTOM ? CustomForm.example() : Map.of();
        var root = URI.create(server.url().toString().replace("/v1", ""));
        var endpoint = new Endpoint(kind, root, "sk-secret", true, 5, 10, idleSeconds, totalSeconds, settings);
        var question = new Ask("m", List.of(new Turn(Turn.Speaker.USER, "hi")), 1000);
        adapter(kind).stream(endpoint, question, heard);
    }

    private static ModelAdapter adapter(ProviderKind kind) {
        return switch (kind) {
            case OPENAI -> {
                var adapter = new OpenAiAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case AZURE -> {
                var adapter = new AzureAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case HUGGING_FACE -> {
                var adapter = new HuggingFaceAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case LOCALAI -> {
                var adapter = new LocalAiAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case OLLAMA -> {
                var adapter = new OllamaAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case ANTHROPIC -> {
                var adapter = new AnthropicAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case CUSTOM -> {
                var adapter = new CustomAdapter();
                adapter.egress = EGRESS;
                yield adapter;
            }
            case DEMO -> throw new IllegalArgumentException("has no wire");
        };
    }

    private static RawServer.Script once(String head, String body) {
        return (connection, request) ->
                connection.raw("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private void failed(Kind kind, boolean retriable) {
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(kind);
        assertThat(heard.completion().failure().orElseThrow().retriable()).isEqualTo(retriable);
        assertThat(heard.completion().usage()).isEmpty();
        assertThat(heard.text()).isEmpty();
    }

    private int retryAfter() {
        return heard.completion().failure().orElseThrow().retryAfterSeconds();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void a_page_for_people_with_status_200_is_no_answer(ProviderKind kind) {
        ask(kind, once("200 OK\r\nContent-Type: text/html; charset=utf-8", "<html><title>Sign in</title></html>"));
        failed(Kind.BAD_ANSWER, false);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void two_hundred_megabytes_on_one_line_are_not_taken_in(ProviderKind kind) {
        var sent = new AtomicLong();
        ask(kind, (connection, request) -> {
            connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            var piece = "x".repeat(MEBIBYTE);
            for (int i = 0; i < 200; i++) {
                connection.chunk(piece);
                sent.addAndGet(piece.length());
            }
        });
        failed(Kind.BAD_ANSWER, false);
        assertThat(server.abortedWithin(5000)).isTrue();
        assertThat(sent.get())
                .as("no more was taken than a line may have and the sockets hold")
                .isLessThan(32L * MEBIBYTE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void a_gzip_bomb_is_not_unpacked(ProviderKind kind) throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            var zeros = new byte[MEBIBYTE];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        ask(
                kind,
                once(
                        "200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip",
                        bomb.toString(StandardCharsets.ISO_8859_1)));
        failed(Kind.BAD_ANSWER, false);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, http://169.254.169.254/latest/meta-data/",
        "AZURE, http://10.0.0.1/",
        "HUGGING_FACE, http://[::1]/",
        "LOCALAI, http://127.0.0.1:1/",
        "OLLAMA, file:///etc/passwd",
        "ANTHROPIC, http://192.168.0.1/",
        "CUSTOM, http://localhost:1/",
    })
    void a_redirect_to_a_private_address_is_not_followed(ProviderKind kind, String elsewhere) {
        ask(kind, once("307 Temporary Redirect\r\nLocation: " + elsewhere, ""));
        failed(Kind.BAD_ANSWER, false);
        assertThat(server.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void an_answer_that_never_ends_is_ended_by_the_time_of_the_whole(ProviderKind kind) {
        long start = System.nanoTime();
        ask(kind, 5, 1, (connection, request) -> {
            connection.stream();
            while (true) {
                connection.chunk("\n");
                Thread.sleep(20);
            }
        });
        failed(Kind.TIMED_OUT, true);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(server.abortedWithin(2000)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "AZURE", "HUGGING_FACE", "LOCALAI", "CUSTOM"})
    void a_slow_drip_and_then_silence_is_cut_after_the_longest_pause(ProviderKind kind) {
        ask(kind, 1, 20, (connection, request) -> {
            connection.stream();
            for (int i = 0; i < 8; i++) {
                connection.word("x");
                Thread.sleep(250);
            }
            connection.silence();
        });
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.failure()).isEqualTo(Kind.TIMED_OUT);
        assertThat(heard.text()).as("longer in all than one pause may be").isEqualTo("xxxxxxxx");
        assertThat(server.abortedWithin(2000)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "AZURE", "HUGGING_FACE", "LOCALAI", "CUSTOM"})
    void negative_usage_is_no_usage_and_absurd_usage_is_left_for_the_meter_to_doubt(ProviderKind kind) {
        ask(kind, (connection, request) -> connection.stream()
                .word("Hello")
                .chunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":3}}\n\n")
                .end());
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.completion().usage()).isEmpty();
        server.close();
        var absurd = new Heard();
        server = new RawServer((connection, request) -> connection.stream()
                .word("Hello")
                .chunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":999999999999}}\n\n")
                .end());
        Map<String, String> settings = kind == ProviderKind.CUSTOM ? CustomForm.example() : Map.of();
        var root = URI.create(server.url().toString().replace("/v1", ""));
        adapter(kind).stream(
                new Endpoint(kind, root, "", true, 5, 10, 5, 20, settings),
                new Ask("m", List.of(new Turn(Turn.Speaker.USER, "hi")), 1000),
                absurd);
        assertThat(absurd.completion().usage().orElseThrow().output()).isEqualTo(999_999_999_999L);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void asking_to_slow_down_is_told_with_its_time_in_seconds(ProviderKind kind) {
        ask(kind, once("429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: 7", "{}"));
        failed(Kind.RATE_LIMITED, true);
        assertThat(retryAfter()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEMO")
    void asking_to_slow_down_until_a_date_is_told_in_seconds(ProviderKind kind) {
        ask(
                kind,
                once(
                        "429 Too Many Requests\r\nDate: Tue, 25 Nov 2031 10:00:00 GMT\r\n"
                                + "Retry-After: Tue, 25 Nov 2031 10:01:30 GMT",
                        ""));
        failed(Kind.RATE_LIMITED, true);
        assertThat(retryAfter()).isEqualTo(90);
    }

    @Test
    void asking_to_slow_down_without_a_time_is_told_too() {
        ask(ProviderKind.OPENAI, once("429 Too Many Requests\r\nContent-Type: text/plain", "slow down"));
        failed(Kind.RATE_LIMITED, true);
        assertThat(retryAfter()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "AZURE", "HUGGING_FACE", "LOCALAI", "CUSTOM"})
    void an_account_that_is_used_up_is_never_asked_again_by_itself(ProviderKind kind) {
        var body = "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\","
                + "\"param\":null,\"code\":\"insufficient_quota\"}}";
        ask(kind, once("429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: 7", body));
        failed(Kind.PROVIDER_QUOTA, false);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI", "CUSTOM", "OLLAMA", "ANTHROPIC"})
    void a_value_that_is_nested_without_end_is_not_the_wire_form(ProviderKind kind) {
        var deep = (kind == ProviderKind.OLLAMA ? "" : "data: ") + "[".repeat(100_000) + "\n\n";
        ask(kind, (connection, request) -> connection.stream().chunk(deep).end());
        failed(Kind.BAD_ANSWER, false);
    }
}
