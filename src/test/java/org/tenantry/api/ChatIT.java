package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import jakarta.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.AbleModel;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Visitor;
import org.tenantry.testbed.WireSuite;

/** Chat completions, byte for byte as clients of OpenAI's API expect them, and what they cost. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatIT {
    private static final String PATH = "/v1/chat/completions";

    /** Texts that have broken programs before. */
    private static final List<String> NAUGHTY = List.of(
            "\"quoted\" 'single' \\back\\ /slash/ `tick`",
            "<script>alert(1)</script> &amp; <think>no</think>",
            "'; DROP TABLE model_call; --",
            "data: [DONE]\n\ndata: {}\r\n\r\nHTTP/1.1 200 OK",
            "\u0001\u0007\u001b[31m\u007f\u0085\u00a0\u00ad",
            "\u200b\u200e\u202e\u2028\u2029\u2066\ufeff\ufffe\uffff",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udde6\ud83c\udde9 \ud834\udd1e \ud869\uded6",
            "Z\u0351\u036b\u0343a\u0329\u0353l\u034d\u0345g\u031e\u032fo",
            "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea \u4e2d\u6587 \u306b\u307b\u3093 \ud55c\uad6d\uc5b4",
            "null undefined NaN Infinity -0 1e400 0x10 true {} [] ${x} {{x}} %s %n {0} #{1+1}",
            "../../etc/passwd\t\f\b end");

    private final ApiVisitor abel = ApiVisitor.of("abel@acme.example");

    @BeforeEach
    void there_is_a_model_that_can_everything() throws SQLException {
        AbleModel.on();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> abel.get("/v1/models/" + AbleModel.NAME).statusCode() == 200);
    }

    @AfterAll
    static void it_is_gone() throws SQLException {
        AbleModel.off();
    }

    @Test
    void answers_are_written_as_the_files_say() {
        WireSuite.play("chat.wire", abel, PATH);
    }

    @Test
    void responses_are_written_as_the_files_say() {
        WireSuite.play("responses.wire", abel, "/v1/responses");
        var stream = abel.post("/v1/responses", "{\"model\":\"stub-echo\",\"input\":\"x\",\"stream\":true}")
                .body();
        var names = stream.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
        var types = ApiVisitor.events(stream).stream()
                .map(event -> Visitor.json(event).getString("type"))
                .toList();
        assertThat(names).isEqualTo(types).endsWith("response.completed");
    }

    @Test
    void whatever_is_said_comes_back_as_it_was() {
        var said = String.join(" | ", NAUGHTY);
        assertThat(abel.chat("stub-echo", said)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .getString("content"))
                .isEqualTo(said);
        var pieces = abel.stream("stub-echo", said, "").stream()
                .filter(event -> !event.equals("[DONE]"))
                .map(event -> Visitor.json(event)
                        .getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("delta")
                        .getString("content", ""))
                .collect(Collectors.joining());
        assertThat(pieces).isEqualTo(said);
        var input = "{\"model\":\"stub-echo\",\"input\":" + Json.createValue(said) + "}";
        assertThat(Visitor.json(abel.post("/v1/responses", input).body())
                        .getJsonArray("output")
                        .getJsonObject(0)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getString("text"))
                .isEqualTo(said);
    }

    @Test
    void an_answer_tells_what_it_cost_and_what_is_left() {
        var answer = abel.post(PATH, ApiVisitor.question("stub-echo", "What does it cost?", ""));
        var id = Visitor.json(answer.body()).getString("id").replace("chatcmpl-", "");
        var cost = new BigDecimal(answer.headers().firstValue("x-tenantry-cost").orElseThrow());
        assertThat(cost.movePointRight(9).longValueExact())
                .isPositive()
                .isEqualTo(number("SELECT charge_n FROM usage_event WHERE REPLACE(call_id, '-', '') = ?", id));
        assertThat(new BigDecimal(
                        answer.headers().firstValue("x-tenantry-balance").orElseThrow()))
                .isPositive();
        assertThat(text("SELECT origin FROM model_call WHERE REPLACE(id, '-', '') = ?", id))
                .isEqualTo("API");
        assertThat(text(
                        "SELECT k.name FROM model_call c JOIN api_key k ON k.id = c.api_key_id WHERE REPLACE(c.id, '-', '') = ?",
                        id))
                .startsWith("test ");
    }

    @Test
    void auto_and_aliases_are_models_too() throws SQLException {
        assertThat(abel.chat("auto", "Anything that suits").getString("model")).isEqualTo("auto");
        org.tenantry.testbed.Newcomer.run("INSERT IGNORE INTO model_alias (tenant_id, name, model_id, created_at)"
                + " SELECT t.id, 'house-model', m.id, UTC_TIMESTAMP(6) FROM tenant t, model m"
                + " WHERE t.name = 'Acme' AND m.name = 'stub-echo'");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> abel.get("/v1/models/house-model").statusCode() == 200);
        assertThat(abel.chat("house-model", "By another name").getString("model"))
                .isEqualTo("house-model");
    }

    @Test
    void a_request_that_is_made_again_is_answered_as_before_and_paid_once() {
        for (var stream : List.of("", ",\"stream\":true")) {
            var body = ApiVisitor.question("stub-echo", "Once " + System.nanoTime(), stream);
            var key = "once-" + System.nanoTime();
            var first = abel.post(PATH, body, "Idempotency-Key", key);
            var again = abel.post(PATH, body, "Idempotency-Key", key);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
            DoorIT.error(
                    abel.post(PATH, ApiVisitor.question("stub-echo", "Another", stream), "Idempotency-Key", key),
                    422,
                    "idempotency_key_reused");
        }
    }

    @Test
    void without_credit_clients_are_told_not_to_try_again() throws SQLException {
        var poor = org.tenantry.testbed.Newcomer.person();
        var tenant = text("SELECT id FROM tenant WHERE name = 'Yew'");
        poor.joins(java.util.UUID.fromString(tenant), "MEMBER");
        org.tenantry.testbed.Newcomer.run(
                "INSERT INTO budget (id, tenant_id, member_id, unit, span, hard_limit, created_at) SELECT UUID(),"
                        + " tenant_id, id, 'TOKENS', 'DAY', 1, UTC_TIMESTAMP(6) FROM member WHERE person_id = ?",
                poor.id());
        var answer = ApiVisitor.of(poor.email()).post(PATH, ApiVisitor.question("stub-echo", "Give me more", ""));
        DoorIT.error(answer, 429, "insufficient_quota");
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void hostile_json_is_refused_at_once() {
        var million = 1_000_000;
        var open = "{\"model\":\"stub-echo\",\"messages\":[{\"role\":\"user\",\"content\":";
        Stream.of(
                        "[".repeat(million),
                        open + "[".repeat(300) + "]".repeat(300) + "}]}",
                        "{\"a\":".repeat(million),
                        open + "\"x\"}],\"model\":\"again\"}",
                        open + "\"\\ud800\"}]}",
                        open + "\"\\udc00\\ud800\"}]}",
                        open + "\"x\"}],\"seed\":1e400}",
                        open + "\"x\"}],\"seed\":" + "9".repeat(101) + "}",
                        open + "\"" + "x".repeat(5_500_000) + "\"}]}",
                        "{"
                                + Stream.iterate(0, i -> i + 1)
                                        .limit(20_000)
                                        .map(i -> "\"k" + i + "\":1")
                                        .reduce((a, b) -> a.length() > 900_000 ? a : a + "," + b)
                                        .orElseThrow()
                                + "}",
                        "",
                        "null",
                        "[]",
                        "{\"model\":\"stub-echo\"",
                        open + "\"x\"}]} {}",
                        open + "\"\t\"}]}")
                .forEach(hostile -> {
                    long from = System.nanoTime();
                    DoorIT.error(abel.post(PATH, hostile), 400, "invalid_value");
                    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
                    assertThat(millis).as(hostile.length() + " bytes").isLessThan(2_000);
                });
        DoorIT.error(
                abel.post(PATH, (open + "\"\u00e9\"}]}").getBytes(StandardCharsets.ISO_8859_1)), 400, "invalid_value");
        DoorIT.error(abel.post(PATH, "x".repeat(33 << 20)), 413, "request_too_large");
        DoorIT.error(abel.post(PATH, "{}", "Content-Type", "text/plain"), 415, "unsupported_media_type");
    }
}
