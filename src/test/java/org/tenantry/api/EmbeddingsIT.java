package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.OtherKinds;
import org.tenantry.testbed.Visitor;

/** Vectors as clients of OpenAI's API ask for them, what they cost, and what is refused before anything is sent. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddingsIT {
    private static final String PATH = "/v1/embeddings";

    private final ApiVisitor abel = ApiVisitor.of("abel@acme.example");

    @BeforeEach
    void there_are_models() throws SQLException {
        OtherKinds.on();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> abel.get("/v1/models/" + OtherKinds.VECTORS).statusCode() == 200);
    }

    @AfterAll
    static void they_are_gone() throws SQLException {
        OtherKinds.off();
    }

    @Test
    void texts_and_tokens_become_vectors_as_numbers_or_in_base64_and_their_tokens_are_paid() {
        var calls = calls();
        var answer = abel.post(PATH, ask("[\"hello world\",\"one two three\"]", ",\"user\":\"me\",\"unheard_of\":1"));
        var body = Visitor.json(answer.body());
        assertThat(body.getString("model")).isEqualTo(OtherKinds.VECTORS);
        assertThat(body.getString("object")).isEqualTo("list");
        assertThat(numbers(body, 0)).containsExactly("11.0", "0.5", "-1.0E-7", "-1.0E-7");
        assertThat(numbers(body, 1)).startsWith("13.0", "1.5");
        assertThat(body.getJsonObject("usage").toString()).isEqualTo("{\"prompt_tokens\":5,\"total_tokens\":5}");
        assertThat(answer.headers().firstValue("x-tenantry-cost")).contains("0.0000001");
        assertThat(new BigDecimal(
                        answer.headers().firstValue("x-tenantry-balance").orElseThrow()))
                .isPositive();

        var base64 = Visitor.json(abel.post(PATH, ask("\"hello\"", ",\"encoding_format\":\"base64\",\"dimensions\":3"))
                .body());
        var vector = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.getJsonArray("data").getJsonObject(0).getString("embedding")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(vector.remaining()).isEqualTo(12);
        assertThat(vector.getFloat()).isEqualTo(5f);

        // tokens as they are, in both forms: "hello world"
        for (var input : List.of("[15339,1917]", "[[15339,1917]]")) {
            var tokens = Visitor.json(abel.post(PATH, ask(input, "")).body());
            assertThat(numbers(tokens, 0)).startsWith("2.0");
            assertThat(tokens.getJsonObject("usage").getInt("prompt_tokens")).isEqualTo(2);
        }
        // a model that has other tokens is told what they spell
        var strange = Visitor.json(
                abel.post(PATH, ask(OtherKinds.STRANGE, "[15339,1917]", "")).body());
        assertThat(numbers(strange, 0)).startsWith("11.0");
        assertThat(calls() - calls).isEqualTo(5);
        assertThat(text(
                        "SELECT CONCAT(u.input_tokens, ' ', u.output_tokens, ' ', u.charge_n, ' ', c.origin)"
                                + " FROM usage_event u JOIN model_call c ON c.id = u.call_id JOIN model m ON m.id = c.model_id"
                                + " WHERE m.name = ? ORDER BY u.at DESC LIMIT 1",
                        OtherKinds.VECTORS))
                .isEqualTo("2 0 40 API");
    }

    @Test
    void what_cannot_be_is_refused_before_anything_is_held() {
        var before = calls();
        var table = List.of(
                List.of("{\"input\":\"x\"}", "400", "invalid_value"),
                List.of("{\"model\":\"" + OtherKinds.VECTORS + "\"}", "400", "invalid_value"),
                List.of(ask("\"\"", ""), "400", "invalid_value"),
                List.of(ask("[]", ""), "400", "invalid_value"),
                List.of(ask("[\"a\",\"\"]", ""), "400", "invalid_value"),
                List.of(ask("[\"a\",[]]", ""), "400", "invalid_value"),
                List.of(ask("[\"a\",7]", ""), "400", "invalid_value"),
                List.of(ask("7", ""), "400", "invalid_value"),
                List.of(ask("{}", ""), "400", "invalid_value"),
                List.of(ask("[1,-1]", ""), "400", "invalid_value"),
                List.of(ask("[1,0.5]", ""), "400", "invalid_value"),
                List.of(ask("[1,9999999]", ""), "400", "invalid_value"),
                List.of(ask("[" + "\"a\",".repeat(2048) + "\"a\"]", ""), "400", "invalid_value"),
                List.of(ask("\"" + "one ".repeat(9_000) + "\"", ""), "400", "invalid_value"),
                List.of(
                        ask("[" + "\"" + "one ".repeat(8_000) + "\",".repeat(40) + "\"a\"]", ""),
                        "400",
                        "invalid_value"),
                List.of(ask("\"x\"", ",\"dimensions\":0"), "400", "invalid_value"),
                List.of(ask("\"x\"", ",\"dimensions\":99999"), "400", "invalid_value"),
                List.of(ask("\"x\"", ",\"encoding_format\":\"hex\""), "400", "invalid_value"),
                List.of(ask("nothing", "\"x\"", ""), "404", "model_not_found"),
                List.of(ask("auto", "\"x\"", ""), "404", "model_not_found"),
                List.of(ask("stub-echo", "\"x\"", ""), "404", "model_not_found"),
                List.of(ask(OtherKinds.SOUND, "\"x\"", ""), "404", "model_not_found"));
        for (var row : table) {
            DoorIT.error(abel.post(PATH, row.get(0)), Integer.parseInt(row.get(1)), row.get(2));
        }
        // a character cut in two, for a model that takes no tokens of ours
        DoorIT.error(abel.post(PATH, ask(OtherKinds.STRANGE, "[9468]", "")), 400, "invalid_value");
        // a model that makes vectors does not converse, and says where it is asked
        var chat = abel.post("/v1/chat/completions", ApiVisitor.question(OtherKinds.VECTORS, "x", ""));
        assertThat(DoorIT.error(chat, 404, "model_not_found").getString("message"))
                .contains("/v1/embeddings");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void a_provider_that_fails_costs_nothing_and_its_words_are_not_passed_on() {
        var table = List.of(
                List.of("status=500", "502", "upstream_error"),
                List.of("status=400", "400", "upstream_refused"),
                List.of("html=1", "502", "upstream_error"),
                List.of("less=1", "502", "upstream_error"));
        for (var row : table) {
            var answer = abel.post(PATH, ask("[\"[stub " + row.get(0) + "] x\"]", ""));
            DoorIT.error(answer, Integer.parseInt(row.get(1)), row.get(2));
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(text(
                            "SELECT c.state FROM model_call c JOIN model m ON m.id = c.model_id WHERE m.name = ?"
                                    + " ORDER BY c.created_at DESC LIMIT 1",
                            OtherKinds.VECTORS))
                    .isEqualTo("VOIDED");
        }
        // a count that cannot be is not believed, and one that is missing is our own
        assertThat(tokens("[stub prompt=9000] hello there")).isLessThan(30);
        assertThat(tokens("[stub prompt=0] hello there")).isBetween(5, 30);
    }

    private int tokens(String input) {
        return Visitor.json(abel.post(PATH, ask("\"" + input + "\"", "")).body())
                .getJsonObject("usage")
                .getInt("prompt_tokens");
    }

    @Test
    void a_request_that_is_made_again_is_answered_as_before_and_paid_once() {
        var before = calls();
        var key = "once-" + System.nanoTime();
        var body = ask("\"once\"", "");
        var first = abel.post(PATH, body, "Idempotency-Key", key);
        var again = abel.post(PATH, body, "Idempotency-Key", key);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
        DoorIT.error(abel.post(PATH, ask("\"other\"", ""), "Idempotency-Key", key), 422, "idempotency_key_reused");
        assertThat(calls() - before).isEqualTo(1);
        // the same key of another company is another wish, and its own company pays for it
        var bella = ApiVisitor.of("bella@birch.example").post(PATH, body, "Idempotency-Key", key);
        assertThat(bella.statusCode()).isEqualTo(200);
        assertThat(bella.headers().firstValue("idempotent-replayed")).isEmpty();
        assertThat(text("SELECT GROUP_CONCAT(t.name ORDER BY t.name) FROM (SELECT c.tenant_id FROM model_call c"
                        + " JOIN model m ON m.id = c.model_id WHERE m.kind = 'EMBEDDING' ORDER BY c.created_at DESC"
                        + " LIMIT 2) c JOIN tenant t ON t.id = c.tenant_id"))
                .isEqualTo("Acme,Birch");
    }

    @Test
    void an_answer_that_came_is_paid_though_nobody_waits_for_it_any_more() throws IOException {
        long before = calls();
        var server = URI.create(Bed.server());
        var body = ask("\"[stub first=700] left " + System.nanoTime() + "\"", "");
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            var head = "POST " + PATH + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                    + abel.secret() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> calls() > before);
        }
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> state().equals("SETTLED"));
    }

    private static String state() {
        return text("SELECT c.state FROM model_call c JOIN model m ON m.id = c.model_id WHERE m.kind = 'EMBEDDING'"
                + " ORDER BY c.created_at DESC LIMIT 1");
    }

    @Test
    void keys_without_the_scope_and_models_that_are_not_theirs_stay_outside() throws SQLException {
        var narrow = ApiVisitor.of("abel@acme.example");
        Newcomer.run(
                "UPDATE api_key SET scopes = 'CHAT,AUDIO' WHERE id = (SELECT key_id FROM api_key_secret WHERE public_id = ?)",
                narrow.secret().substring(3, 11));
        DoorIT.error(narrow.post(PATH, ask("\"x\"", "")), 403, "insufficient_permissions");

        var listed = Visitor.json(abel.get("/v1/models/" + OtherKinds.VECTORS).body());
        assertThat(listed.getString("kind")).isEqualTo("embedding");
        assertThat(listed.getJsonObject("pricing").toString())
                .isEqualTo("{\"currency\":\"USD\",\"per\":\"1000000 tokens\",\"input\":\"0.02\"}");
        assertThat(Visitor.json(abel.get("/v1/models/stub-echo").body()).getString("kind"))
                .isEqualTo("chat");
        assertThat(abel.get("/api/pricing").body()).contains("\"supported_endpoint_types\":[\"embeddings\"]");
    }

    static JsonObject data(JsonObject body, int index) {
        return body.getJsonArray("data").getJsonObject(index);
    }

    private static List<String> numbers(JsonObject body, int index) {
        return data(body, index).getJsonArray("embedding").getValuesAs(JsonNumber.class).stream()
                .map(number -> String.valueOf((float) number.doubleValue()))
                .toList();
    }

    private static String ask(String input, String more) {
        return ask(OtherKinds.VECTORS, input, more);
    }

    private static String ask(String model, String input, String more) {
        return "{\"model\":\"" + model + "\",\"input\":" + input + more + "}";
    }

    private static long calls() {
        return number("SELECT COUNT(*) FROM model_call c JOIN model m ON m.id = c.model_id WHERE m.kind = 'EMBEDDING'");
    }
}
