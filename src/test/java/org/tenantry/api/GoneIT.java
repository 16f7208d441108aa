package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
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
import org.tenantry.testbed.AbleModel;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Bed;

/** Programs that leave in the middle of a stream or do not read it: what they pay, and that nobody works on for them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class GoneIT {
    /** As many as are heard to their end for clients that have left, on one server at a time. */
    private static final int DRAINED = 64;

    private static final String OF_KEY =
            " FROM model_call c JOIN api_key_secret s ON s.key_id = c.api_key_id LEFT JOIN usage_event u ON u.call_id = c.id"
                    + " WHERE s.public_id = ? ";

    private final ApiVisitor abel = ApiVisitor.of("abel@acme.example");
    private final String key = abel.secret().substring(3, 11);

    @BeforeEach
    void there_is_a_model_of_long_answers() throws SQLException {
        AbleModel.on();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> abel.get("/v1/models/" + AbleModel.LONG).statusCode() == 200);
    }

    @AfterAll
    static void it_is_gone() throws SQLException {
        AbleModel.off();
    }

    @Test
    void gone_before_the_first_token_nothing_is_paid_and_the_provider_is_stopped() throws Exception {
        var mark = "first " + key;
        ask(AbleModel.LONG, "[stub first=20000] " + mark, 0).close();
        settled(1);
        assertThat(text("SELECT CONCAT(c.state, ' ', c.failure)" + OF_KEY, key)).isEqualTo("VOIDED CLIENT_GONE");
        assertThat(number("SELECT COUNT(u.call_id)" + OF_KEY, key)).isZero();
        assertThat(states(mark)).containsExactly("ABORTED");
    }

    @Test
    void gone_later_so_many_are_heard_to_their_end_and_the_others_stopped_at_once() throws Exception {
        var mark = "later " + key;
        var lines = new ArrayList<Socket>();
        for (int i = 0; i < DRAINED + 6; i++) {
            var line = ask("stub-slow", "[stub tokens=200 pause=30] " + mark, 0);
            until(line.getInputStream(), "\"content\":\" time\"");
            lines.add(line);
        }
        for (var line : lines) {
            line.close();
        }
        settled(lines.size());
        assertThat(number(
                        "SELECT COUNT(*)" + OF_KEY
                                + "AND c.state = 'SETTLED' AND c.ending = 'DONE' AND u.source = 'PROVIDER' AND u.output_tokens = 200",
                        key))
                .isEqualTo(DRAINED);
        assertThat(number(
                        "SELECT COUNT(*)" + OF_KEY
                                + "AND c.state = 'SETTLED' AND c.ending = 'STOPPED' AND c.failure = 'CLIENT_GONE' AND u.source = 'LOCAL'"
                                + " AND u.input_tokens = c.local_input_tokens AND u.output_tokens BETWEEN 2 AND 199",
                        key))
                .isEqualTo(lines.size() - DRAINED);
        assertThat(states(mark)).filteredOn("FINISHED"::equals).hasSize(DRAINED);
        assertThat(states(mark)).filteredOn("ABORTED"::equals).hasSize(lines.size() - DRAINED);
    }

    @Test
    void one_who_does_not_read_counts_as_gone_and_can_see_it_when_it_reads_on() throws Exception {
        try (var line = ask(AbleModel.LONG, "[stub tokens=30000 pause=0] slow " + key, 4096)) {
            settled(1);
            assertThat(text("SELECT CONCAT(c.ending, ' ', u.source, ' ', u.output_tokens)" + OF_KEY, key))
                    .isEqualTo("DONE PROVIDER 30000");
            var read = new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read.length()).as("kept for it").isBetween(10_000, 7_000_000);
            assertThat(read)
                    .contains("\"code\":\"client_too_slow\"")
                    .doesNotContain("[DONE]")
                    .doesNotContain("\"finish_reason\":\"stop\"");
        }
    }

    private Socket ask(String model, String question, int receiveBytes) throws IOException {
        var server = URI.create(Bed.server());
        var more = model.equals(AbleModel.LONG) ? ",\"stream\":true,\"max_tokens\":30000" : ",\"stream\":true";
        var body = ApiVisitor.question(model, question, more).getBytes(StandardCharsets.UTF_8);
        var socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                + abel.secret() + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        var out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return socket;
    }

    private static void until(InputStream in, String text) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as(read.toString()).isNotNegative();
            read.append((char) next);
        }
    }

    private void settled(int calls) {
        Awaitility.await("the end of " + calls + " calls")
                .atMost(40, TimeUnit.SECONDS)
                .until(() -> number("SELECT COUNT(*)" + OF_KEY + "AND c.state IN ('SETTLED', 'VOIDED')", key) == calls);
    }

    /** How the provider saw the requests with this mark end. */
    private static ArrayList<String> states(String mark) throws IOException, InterruptedException {
        var seen = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/stub/seen"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        var states = new ArrayList<String>();
        try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(seen))) {
            for (var request : reader.readArray().getValuesAs(jakarta.json.JsonObject.class)) {
                if (request.getString("last").contains(mark)) {
                    states.add(request.getString("state"));
                }
            }
        }
        return states;
    }
}
