package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
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
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.testbed.ProviderStub;
import org.tenantry.testbed.RawServer;
import org.tenantry.testbed.StubRequest;
import org.tenantry.values.TokenUsage;

/** Answers over real connections: whole, broken, slow, endless and stopped. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamingTest {
    private static final Egress EGRESS = new Egress();
    private static final ProviderStub STUB = ProviderStub.start(0);

    private final Heard heard = new Heard();
    private RawServer server;

    @AfterAll
    static void close() {
        STUB.close();
        EGRESS.close();
    }

    @AfterEach
    void closeServer() {
        STUB.forget();
        if (server != null) {
            server.close();
        }
    }

    private static Ask ask(String model, String text, int limit) {
        return new Ask(model, List.of(new Turn(Turn.Speaker.USER, text)), limit);
    }

    private static Upstream send(
            ProviderKind kind, URI url, Ask ask, Hearing hearing, int firstByte, int idle, int total) {
        var endpoint = new Endpoint(kind, url, "sk-secret", true, firstByte, idle, total);
        if (kind == ProviderKind.OLLAMA) {
            var adapter = new OllamaAdapter();
            adapter.egress = EGRESS;
            return adapter.stream(endpoint, ask, hearing);
        }
        var adapter = new OpenAiAdapter();
        adapter.egress = EGRESS;
        return adapter.stream(endpoint, ask, hearing);
    }

    private Upstream stub(ProviderKind kind, String model, String text, int limit) {
        var url = kind == ProviderKind.OLLAMA ? STUB.ollamaUrl() : STUB.openAiUrl();
        return send(kind, url, ask(model, text, limit), heard, 20, 20, 60);
    }

    private Upstream raw(RawServer.Script script, int firstByte, int idle, int total) {
        server = new RawServer(script);
        return send(ProviderKind.OPENAI, server.url(), ask("m", "hi", 1000), heard, firstByte, idle, total);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "OLLAMA"})
    void an_answer_comes_over_the_wire_with_key_limit_and_usage(ProviderKind kind) {
        stub(kind, "stub-echo", "Say 你好 \"there\" \uD83D\uDE00 now", 100);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.text()).isEqualTo("Say 你好 \"there\" \uD83D\uDE00 now");
        var seen = STUB.seen().get(0);
        assertThat(seen.authorization()).isEqualTo("Bearer sk-secret");
        assertThat(seen.mostTokens()).isEqualTo(100);
        assertThat(heard.completion().usage().orElseThrow().prompt()).isEqualTo(seen.promptTokens());
        assertThat(heard.completion().usage().orElseThrow().output()).isEqualTo(seen.told());
    }

    @ParameterizedTest
    @CsvSource({
        "stub-cut, CUT",
        "stub-error-in-stream, CUT",
        "stub-error-first, FAILED",
        "stub-error-500, FAILED",
        "stub-401, FAILED",
        "stub-429, FAILED",
        "stub-429-quota, FAILED",
        "stub-no-usage, DONE",
        "stub-no-done, DONE",
        "stub-usage-every, DONE",
        "stub-reasoning, DONE",
    })
    void each_way_of_the_stub_ends_as_it_should(String model, Ending ending) {
        for (var kind : List.of(ProviderKind.OPENAI, ProviderKind.OLLAMA)) {
            var each = new Heard();
            var url = kind == ProviderKind.OLLAMA ? STUB.ollamaUrl() : STUB.openAiUrl();
            send(kind, url, ask(model, "hi", 200), each, 20, 20, 60);
            assertThat(each.ending()).as(kind.name()).isEqualTo(ending);
        }
    }

    @Test
    void cached_tokens_come_through() {
        stub(ProviderKind.OPENAI, "stub-cached", "[stub prompt=40]", 100);
        assertThat(heard.completion().usage()).contains(new TokenUsage(24, 16, 0, 50, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "OLLAMA"})
    void stopping_is_seen_by_the_provider_at_once_in_the_midst_of_silence(ProviderKind kind) {
        var running = stub(kind, "stub-stall", "hi", 100);
        heard.awaitText("the time year people way");
        running.cancel();
        assertThat(heard.ending()).isEqualTo(Ending.STOPPED);
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> STUB.aborts("stub-stall") == 1);
    }

    @Test
    void stopping_is_seen_on_a_connection_that_was_used_before() {
        stub(ProviderKind.OPENAI, "stub-no-done", "hi", 100);
        heard.completion();
        int before = STUB.connections();
        var second = new Heard();
        var running = send(ProviderKind.OPENAI, STUB.openAiUrl(), ask("stub-stall", "hi", 100), second, 20, 20, 60);
        second.awaitText("the time year people way");
        assertThat(STUB.connections()).as("the connection was used again").isEqualTo(before);
        running.cancel();
        assertThat(second.ending()).isEqualTo(Ending.STOPPED);
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> STUB.aborts("stub-stall") == 1);
    }

    @Test
    void stopping_before_the_first_token_and_twice_ends_once() {
        var running = stub(ProviderKind.OPENAI, "stub-silent", "hi", 100);
        running.cancel();
        running.cancel();
        assertThat(heard.ending()).isEqualTo(Ending.STOPPED);
        assertThat(heard.text()).isEmpty();
    }

    @Test
    void a_stop_races_with_the_end_and_there_is_one_end() {
        for (int i = 0; i < 100; i++) {
            var each = new Heard();
            var running = send(ProviderKind.OPENAI, STUB.openAiUrl(), ask("stub-fast", "hi", 100), each, 20, 20, 60);
            if (i % 2 == 0) {
                each.awaitText("the time");
            }
            running.cancel();
            assertThat(each.ending()).isIn(Ending.STOPPED, Ending.DONE);
        }
    }

    @Test
    void hundreds_of_answers_at_once_share_few_threads() {
        var all = new ArrayList<Heard>();
        for (int i = 0; i < 300; i++) {
            var each = new Heard();
            all.add(each);
            send(
                    ProviderKind.OPENAI,
                    STUB.openAiUrl(),
                    ask("stub-slow", "[stub tokens=20 pause=20]", 100),
                    each,
                    20,
                    20,
                    60);
        }
        assertThat(all).allSatisfy(each -> {
            assertThat(each.ending()).isEqualTo(Ending.DONE);
            assertThat(each.completion().usage().orElseThrow().output()).isEqualTo(20);
        });
        long carriers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("httpclient")
                        || thread.getName().startsWith("egress"))
                .count();
        assertThat(carriers).isLessThan(12);
    }

    @Test
    void a_limit_that_is_ignored_ends_a_never_ending_answer() {
        stub(ProviderKind.OPENAI, "stub-endless", "hi [stub pause=1]", 20);
        assertThat(heard.ending()).isEqualTo(Ending.LENGTH);
        Awaitility.await().until(() -> STUB.seen().get(0).state() == StubRequest.State.ABORTED);
    }

    @Test
    void nobody_there_is_told_within_three_seconds() {
        var closed = new RawServer((connection, request) -> {});
        closed.close();
        long start = System.nanoTime();
        send(ProviderKind.OPENAI, closed.url(), ask("m", "hi", 10), heard, 20, 20, 60);
        assertThat(heard.failure()).isEqualTo(Kind.UNREACHABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void an_unknown_name_is_told() {
        send(ProviderKind.OPENAI, URI.create("http://nowhere.invalid/v1"), ask("m", "hi", 10), heard, 20, 20, 60);
        assertThat(heard.failure()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void no_first_byte_in_time_fails_and_the_provider_sees_it() {
        raw((connection, request) -> connection.stream().silence(), 1, 20, 60);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(Kind.TIMED_OUT);
        assertThat(server.abortedWithin(2000)).isTrue();
    }

    @Test
    void silence_between_words_cuts_and_the_provider_sees_it() {
        raw((connection, request) -> connection.stream().word("Hello").silence(), 20, 1, 60);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.failure()).isEqualTo(Kind.TIMED_OUT);
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(server.abortedWithin(2000)).isTrue();
    }

    @Test
    void a_slow_drip_that_never_ends_is_cut_at_the_bound_of_the_whole() {
        raw(
                (connection, request) -> {
                    connection.stream();
                    while (true) {
                        connection.word("x ");
                        Thread.sleep(50);
                    }
                },
                20,
                20,
                1);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.failure()).isEqualTo(Kind.TIMED_OUT);
        assertThat(heard.text().length()).isBetween(10, 60);
        assertThat(server.abortedWithin(2000)).isTrue();
    }

    @Test
    void a_reset_in_the_midst_cuts() {
        raw(
                (connection, request) -> {
                    connection.stream().word("Hello");
                    heard.awaitText("Hello");
                    connection.reset();
                },
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.text()).isEqualTo("Hello");
    }

    @Test
    void a_broken_chunk_cuts() {
        raw(
                (connection, request) -> {
                    connection.stream().word("Hello");
                    heard.awaitText("Hello");
                    connection.raw("zz\r\noops").close();
                },
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
    }

    @Test
    void a_redirect_is_not_followed() {
        var elsewhere = new RawServer(
                (connection, request) -> connection.stream().word("stolen").end());
        raw(
                (connection, request) -> connection.raw("HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                        + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n"),
                20,
                20,
                60);
        assertThat(heard.failure()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(server.requests()).isEqualTo(1);
        assertThat(elsewhere.connections()).isZero();
        elsewhere.close();
    }

    @Test
    void a_giant_line_ends_it_and_the_provider_sees_it() {
        raw(
                (connection, request) -> {
                    connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
                    for (int i = 0; i < 1000; i++) {
                        connection.chunk("x".repeat(64 * 1024));
                    }
                },
                20,
                20,
                60);
        assertThat(heard.failure()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(server.abortedWithin(5000)).isTrue();
    }

    @Test
    void an_answer_of_more_than_16_mib_is_cut() {
        raw(
                (connection, request) -> {
                    connection.stream().word("Hello");
                    for (int i = 0; i < 1000; i++) {
                        connection.chunk((":" + "x".repeat(64 * 1024)) + "\n");
                    }
                },
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.failure()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(server.abortedWithin(5000)).isTrue();
    }

    @Test
    void a_compressed_answer_is_not_unpacked() {
        raw(
                (connection, request) -> connection.raw(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void an_end_is_the_end_even_if_the_provider_keeps_the_line_open() {
        raw(
                (connection, request) -> connection.stream()
                        .word("Hello")
                        .chunk("data: [DONE]\n\n")
                        .silence(),
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(server.abortedWithin(3000)).isTrue();
    }

    @Test
    void a_used_connection_that_turns_out_to_be_dead_is_tried_once_more() {
        raw(
                (connection, request) -> {
                    if (request == 2) {
                        connection.reset();
                    } else {
                        connection.stream().word("Hello").finish();
                    }
                },
                20,
                20,
                60);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        var second = new Heard();
        send(ProviderKind.OPENAI, server.url(), ask("m", "hi", 10), second, 20, 20, 60);
        assertThat(second.ending()).isEqualTo(Ending.DONE);
        assertThat(second.text()).isEqualTo("Hello");
        assertThat(server.requests()).isEqualTo(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_fresh_connection_that_dies_is_not_tried_again() {
        raw((connection, request) -> connection.reset(), 20, 20, 60);
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(Kind.UNREACHABLE);
        assertThat(server.requests()).isEqualTo(1);
    }
}
