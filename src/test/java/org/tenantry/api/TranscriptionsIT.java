package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
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
import org.tenantry.testbed.FormBody;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.OtherKinds;
import org.tenantry.testbed.Sounds;
import org.tenantry.testbed.Visitor;

/** Recordings as clients of OpenAI's API send them: what is written down, what is paid, and that no file stays behind. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class TranscriptionsIT {
    private static final String PATH = "/v1/audio/transcriptions";

    private final ApiVisitor abel = ApiVisitor.of("abel@acme.example");

    @BeforeEach
    void there_are_models() throws SQLException {
        OtherKinds.on();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> abel.get("/v1/models/" + OtherKinds.SOUND).statusCode() == 200);
    }

    @AfterAll
    static void they_are_gone() throws SQLException {
        OtherKinds.off();
    }

    @Test
    void what_is_said_comes_in_the_format_that_was_asked_for() {
        var json = send(form("[stub millis=60000] Grüß Gott").file("speech.wav", Sounds.wav(59_999)));
        assertThat(json.body()).isEqualTo("{\"text\":\"Grüß Gott\",\"usage\":{\"type\":\"duration\",\"seconds\":60}}");
        assertThat(json.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(json.headers().firstValue("x-tenantry-cost")).contains("0.006");
        assertThat(json.headers().firstValue("x-tenantry-balance")).isPresent();
        var verbose = Visitor.json(send(form("[stub millis=1500] Hi")
                        .field("response_format", "verbose_json")
                        .field("timestamp_granularities[]", "segment")
                        .field("temperature", "0.2")
                        .field("language", "en")
                        .field("include[]", "logprobs")
                        .file("a.mp3", Sounds.mp3(60)))
                .body());
        assertThat(verbose.keySet()).containsExactly("task", "language", "duration", "text", "segments", "usage");
        for (var row : List.of(
                List.of("text", "Hi\n"),
                List.of("srt", "1\n00:00:00,000 --> 00:00:01,000\nHi\n\n"),
                List.of("vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n\n"))) {
            var plain = send(form("Hi").field("response_format", row.get(0)).file("a.ogg", Sounds.opus(48_000)));
            assertThat(plain.body()).isEqualTo(row.get(1));
            assertThat(plain.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        }
    }

    @Test
    void the_time_is_paid_as_the_provider_told_it_where_that_can_be_and_else_as_it_was_measured() {
        // the file, what the provider tells (0: nothing), milliseconds held for, paid, in nano
        var unreadable = new byte[80_000];
        unreadable[0] = 'X';
        var table = List.of(
                new Object[] {Sounds.wav(1), 0, 1, 1, 100},
                new Object[] {Sounds.wav(60_000), 60_000, 60_000, 60_000, 6_000_000},
                new Object[] {Sounds.wav(60_000), 3_600_000, 60_000, 60_000, 6_000_000},
                new Object[] {Sounds.wav(60_000), 1_000, 60_000, 1_000, 100_000},
                new Object[] {Sounds.m4a(1_000, 5_000), 0, 5_000, 5_000, 500_000},
                new Object[] {Sounds.m4a(1_000, 3_600_000), 0, 740, 185, 18_500},
                new Object[] {unreadable, 70_000, 80_000, 70_000, 7_000_000},
                new Object[] {unreadable, 90_000, 80_000, 20_000, 2_000_000},
                new Object[] {unreadable, 0, 80_000, 20_000, 2_000_000});
        int row = 0;
        for (var each : table) {
            var answer = send(form((int) each[1] == 0 ? "x" : "[stub millis=" + each[1] + "] x")
                    .file("a.mp3", (byte[]) each[0]));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(text(
                            "SELECT CONCAT(u.local_audio_ms, ' ', u.audio_ms, ' ', u.charge_n, ' ', u.input_tokens)"
                                    + " FROM usage_event u JOIN model m ON m.id = u.model_id WHERE m.name = ?"
                                    + " ORDER BY u.at DESC LIMIT 1",
                            OtherKinds.SOUND))
                    .as("row " + row++)
                    .isEqualTo(each[2] + " " + each[3] + " " + each[4] + " 0");
        }
    }

    @Test
    void hostile_forms_are_refused_before_anything_is_held_and_leave_no_file() {
        var before = calls();
        var wav = Sounds.wav(10);
        var table = List.of(
                List.of(form("x").end(), 400, "invalid_value"),
                List.of(form("x").file("a.wav", new byte[0]).end(), 400, "invalid_value"),
                List.of(form("x").file("a.txt", new byte[900]).end(), 400, "invalid_value"),
                List.of(form("x").file("../../etc/passwd", new byte[900]).end(), 400, "invalid_value"),
                List.of(new FormBody().file("a.wav", wav).end(), 400, "invalid_value"),
                List.of(form("x").file("a.wav", wav).file("b.wav", wav).end(), 400, "invalid_value"),
                List.of(form("x".repeat(10_001)).file("a.wav", wav).end(), 400, "invalid_value"),
                List.of(form("x".repeat(70_000)).file("a.wav", wav).end(), 400, "invalid_value"),
                List.of(
                        form("x")
                                .field("response_format", "diarized_json")
                                .file("a.wav", wav)
                                .end(),
                        400,
                        "invalid_value"),
                List.of(form("x").field("temperature", "2").file("a.wav", wav).end(), 400, "invalid_value"),
                List.of(
                        form("x")
                                .field("language", "en\r\nX: y")
                                .file("a.wav", wav)
                                .end(),
                        400,
                        "invalid_value"),
                List.of(
                        form("x")
                                .field("timestamp_granularities[]", "day")
                                .file("a.wav", wav)
                                .end(),
                        400,
                        "invalid_value"),
                List.of(form("x").field("stream", "true").file("a.wav", wav).end(), 400, "unsupported_parameter"),
                List.of(form("x").part("filename=\"x\"", wav).end(), 400, "invalid_value"),
                List.of(cut(form("x").file("a.wav", wav).end()), 400, "invalid_value"),
                List.of(many(), 400, "invalid_value"),
                List.of("------frontier7\r\n".repeat(99).getBytes(), 400, "invalid_value"),
                List.of(new byte[0], 400, "invalid_value"),
                List.of(form("x").file("a.wav", new byte[(25 << 20) + 1]).end(), 413, "request_too_large"),
                List.of(
                        new FormBody()
                                .field("model", "stub-echo")
                                .file("a.wav", wav)
                                .end(),
                        404,
                        "model_not_found"));
        for (var row : table) {
            DoorIT.error(send((byte[]) row.get(0), FormBody.TYPE), (int) row.get(1), (String) row.get(2));
        }
        for (var type : List.of("multipart/form-data", "application/json", "multipart/mixed; boundary=x")) {
            DoorIT.error(send(form("x").file("a.wav", wav).end(), type), 415, "unsupported_media_type");
        }
        assertThat(calls()).isEqualTo(before);
    }

    private static byte[] cut(byte[] whole) {
        return java.util.Arrays.copyOf(whole, whole.length - 30);
    }

    private static byte[] many() {
        var form = new FormBody();
        for (int i = 0; i < 70; i++) {
            form.field("f" + i, "x");
        }
        return form.end();
    }

    @Test
    void a_provider_that_fails_costs_nothing_and_the_same_request_may_try_again() {
        var wav = Sounds.wav(2_000);
        for (var row : List.of(List.of("status=500", 502), List.of("html=1", 502), List.of("status=400", 400))) {
            var answer = send(form("[stub " + row.get(0) + "] x").file("a.wav", wav));
            DoorIT.error(answer, (int) row.get(1), (int) row.get(1) == 400 ? "upstream_refused" : "upstream_error");
            assertThat(answer.body()).doesNotContain("secret");
        }
        assertThat(text(
                        "SELECT c.state FROM model_call c JOIN model m ON m.id = c.model_id WHERE m.name = ?"
                                + " ORDER BY c.created_at DESC LIMIT 1",
                        OtherKinds.SOUND))
                .isEqualTo("VOIDED");
        var before = calls();
        var key = "once-" + System.nanoTime();
        var first = send(form("once").file("a.wav", wav).end(), FormBody.TYPE, key);
        // another boundary, the same content
        var body = new String(form("once").file("a.wav", wav).end(), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("----frontier7", "other")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var again = send(body, "multipart/form-data; boundary=\"other\"", key);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("idempotent-replayed")).contains("true");
        DoorIT.error(
                send(form("once").file("a.wav", Sounds.wav(2_001)).end(), FormBody.TYPE, key),
                422,
                "idempotency_key_reused");
        assertThat(calls() - before).isEqualTo(1);
    }

    @Test
    void keys_without_the_scope_stay_outside_and_the_price_is_told_by_the_minute() throws SQLException {
        var narrow = ApiVisitor.of("abel@acme.example");
        Newcomer.run(
                "UPDATE api_key SET scopes = 'CHAT' WHERE id = (SELECT key_id FROM api_key_secret WHERE public_id = ?)",
                narrow.secret().substring(3, 11));
        var body = form("x").file("a.wav", Sounds.wav(10)).end();
        DoorIT.error(
                narrow.send("POST", PATH, BodyPublishers.ofByteArray(body), "Content-Type", FormBody.TYPE),
                403,
                "insufficient_permissions");
        var listed = Visitor.json(abel.get("/v1/models/" + OtherKinds.SOUND).body());
        assertThat(listed.getString("kind")).isEqualTo("transcription");
        assertThat(listed.getJsonObject("pricing").toString())
                .isEqualTo("{\"currency\":\"USD\",\"per\":\"minute\",\"audio\":\"0.006\"}");
        assertThat(abel.get("/api/pricing").body()).doesNotContain(OtherKinds.SOUND);
    }

    private static FormBody form(String prompt) {
        return new FormBody().field("model", OtherKinds.SOUND).field("prompt", prompt);
    }

    private HttpResponse<String> send(FormBody form) {
        return send(form.end(), FormBody.TYPE);
    }

    private HttpResponse<String> send(byte[] body, String type) {
        return abel.send("POST", PATH, BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private HttpResponse<String> send(byte[] body, String type, String key) {
        return abel.send("POST", PATH, BodyPublishers.ofByteArray(body), "Content-Type", type, "Idempotency-Key", key);
    }

    private static long calls() {
        return number(
                "SELECT COUNT(*) FROM model_call c JOIN model m ON m.id = c.model_id WHERE m.kind = 'TRANSCRIPTION'");
    }
}
