package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.models.Tokenizers;

/** The stub does what other tests trust it to do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderStubTest {
    private final ProviderStub stub = ProviderStub.start(0);

    @AfterEach
    void close() {
        stub.close();
    }

    private Socket ask(String path, String body) throws IOException {
        var socket = new Socket("127.0.0.1", stub.port());
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "POST %s HTTP/1.1\r\nHost: stub\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    private String answer(String path, String body) throws IOException {
        try (var socket = ask(path, body)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String question(String model, String text, String more) {
        return "{\"model\":\"%s\",\"stream\":true%s,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                .formatted(model, more, MiniJson.quote(text));
    }

    @Test
    void it_streams_openai_chunks_and_tells_usage_only_when_asked() throws IOException {
        var asked = answer(
                "/v1/chat/completions",
                question("stub-echo", "你好 \"world\"", ",\"stream_options\":{\"include_usage\":true}"));
        assertThat(asked)
                .contains("\"delta\":{\"role\":\"assistant\"", "{\"content\":\"你\"}", "\\\"world\\\"")
                .contains("\"finish_reason\":\"stop\"", "\"choices\":[],\"usage\":{", "data: [DONE]");
        assertThat(answer("/v1/chat/completions", question("stub-echo", "hi", "")))
                .contains("hi")
                .doesNotContain("usage");
    }

    @Test
    void it_keeps_to_the_limit_of_tokens_in_both_forms() throws IOException {
        assertThat(answer("/v1/chat/completions", question("stub-fast", "hi", ",\"max_tokens\":3")))
                .contains("\" year\"", "\"length\"")
                .doesNotContain("\" people\"");
        assertThat(answer("/api/chat", question("stub-fast", "hi", ",\"options\":{\"num_predict\":3}")))
                .contains("\" year\"", "\"done_reason\":\"length\"", "\"eval_count\":3")
                .doesNotContain("\" people\"");
        assertThat(stub.seen()).extracting(StubRequest::mostTokens).containsExactly(3, 3);
    }

    @Test
    void each_of_its_words_is_one_token() {
        var request = new StubRequest(question("stub-fast", "[stub tokens=300]", ""), "", true);
        var text = String.join("", request.answer());
        assertThat(List.of(Tokenizers.text("o200k_base", text), Tokenizers.text("cl100k_base", text)))
                .containsExactly(300L, 300L);
    }

    @Test
    void it_notices_at_once_when_the_one_who_asked_is_gone_in_the_midst_of_silence() throws IOException {
        try (var socket = ask("/v1/chat/completions", question("stub-stall", "hi", ""))) {
            Awaitility.await().until(() -> stub.requests("stub-stall") == 1);
            assertThat(stub.aborts("stub-stall")).isZero();
            assertThat(socket.isClosed()).isFalse();
        }
        Awaitility.await().until(() -> stub.aborts("stub-stall") == 1);
    }

    @Test
    void a_silent_provider_sends_not_even_headers() throws IOException {
        try (var socket = ask("/v1/chat/completions", question("stub-silent", "hi", ""))) {
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(stub.requests("stub-silent")).isEqualTo(1);
        }
        Awaitility.await().until(() -> stub.aborts("stub-silent") == 1);
    }

    @Test
    void what_is_strange_under_status_200_is_strange() throws IOException {
        assertThat(answer("/v1/chat/completions", question("stub-html", "hi", "")))
                .startsWith("HTTP/1.1 200")
                .contains("text/html", "<!doctype html>");
        for (var path : List.of("/v1/chat/completions", "/api/chat")) {
            assertThat(answer(path, question("stub-giant-line", "hi", ""))
                            .lines()
                            .mapToInt(String::length)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(8 << 20);
        }
    }

    @Test
    void a_redirect_points_where_it_is_noticed_when_followed() throws IOException {
        assertThat(answer("/v1/chat/completions", question("stub-redirect", "hi", "")))
                .startsWith("HTTP/1.1 307")
                .contains("Location: /stub/elsewhere");
        assertThat(stub.followedRedirects()).isZero();
        answer("/stub/elsewhere", "{}");
        assertThat(stub.followedRedirects()).isEqualTo(1);
    }

    @Test
    void other_processes_ask_for_the_numbers_and_release_the_barrier() throws IOException {
        answer("/v1/chat/completions", question("stub-fast", "hi", ",\"max_tokens\":3"));
        ask("/api/chat", question("stub-stall", "hi", ",\"options\":{\"num_predict\":9}"))
                .close();
        Awaitility.await().until(() -> stub.aborts("stub-stall") == 1);
        assertThat(stats())
                .contains("\"requests\":{\"stub-fast\":1,\"stub-stall\":1}", "\"aborted\":{\"stub-stall\":1}")
                .contains("\"running\":0", "\"lastMaxTokens\":9");
        try (var waiting = ask("/v1/chat/completions", question("stub-barrier", "hi", ""))) {
            Awaitility.await().until(() -> stats().contains("\"running\":1"));
            answer("/release", "");
            assertThat(new String(waiting.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[DONE]");
        }
    }

    private String stats() throws IOException {
        try (var socket = new Socket("127.0.0.1", stub.port())) {
            socket.getOutputStream()
                    .write("GET /stats HTTP/1.1\r\nHost: stub\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void it_drops_connections_that_wait_and_no_others() throws IOException {
        try (var waiting = new Socket("127.0.0.1", stub.port());
                var busy = ask("/v1/chat/completions", question("stub-stall", "hi", ""))) {
            Awaitility.await().until(() -> stub.requests("stub-stall") == 1 && stub.connections() == 2);
            Awaitility.await().until(() -> stub.dropIdle() == 1);
            assertThat(waiting.getInputStream().read()).isEqualTo(-1);
            busy.setSoTimeout(300);
            assertThatThrownBy(() -> busy.getInputStream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void the_barrier_holds_until_it_is_released() throws IOException {
        try (var socket = ask("/v1/chat/completions", question("stub-barrier", "hi", ""))) {
            Awaitility.await()
                    .until(() -> stub.requests("stub-barrier") == 1
                            && stub.seen().get(0).told() == 5);
            stub.release();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("[DONE]");
        }
    }
}
