package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantry.launch.EmbeddedDatabase;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.BooksBalance;
import org.tenantry.testbed.OwnServer;
import org.tenantry.testbed.Product;
import org.tenantry.testbed.ProviderStub;
import org.tenantry.testbed.Visitor;

/** The server is killed without a word while it answers; what was said is kept and paid, and nothing else. */
@OwnServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class CrashIT {
    private static final String PASSWORD = "crash-test-password";

    @TempDir
    Path folder;

    @Test
    void killed_before_during_and_after_a_stream_nothing_is_lost_or_paid_twice() throws Exception {
        try (var stub = ProviderStub.start(0);
                var database = new EmbeddedDatabase(folder.resolve("mariadb"), PASSWORD)) {
            var environment = environment(stub, database);
            String whole;
            String half;
            String silent;
            try (var product = start(environment, "first").ready();
                    var connection = connect(database)) {
                var member = Visitor.signedIn(product.address(), "abel@acme.example", PASSWORD);
                whole = answer(member, connection, "stub-echo");
                member.listen(whole);
                silent = answer(member, connection, "stub-silent");
                half = answer(member, connection, "stub-slow");
                var program = new ApiVisitor(
                        product.address(), ApiVisitor.keyOf("abel@acme.example", () -> connect(database)));
                var asked = List.of(program.hear("stub-slow"), program.hear("stub-silent"));
                var streaming = half;
                Awaitility.await("a checkpoint").atMost(20, TimeUnit.SECONDS).until(() -> {
                    return number(connection, "SELECT output_seen" + OF, streaming) > 20
                            && number(connection, "SELECT MAX(output_seen) FROM model_call WHERE origin = 'API'") > 20;
                });
                product.kill();
                for (var heard : asked) {
                    assertThat(heard.get()).doesNotContain("finish_reason\":\"stop", "[DONE]");
                }
            }
            try (var product = start(environment, "second").ready();
                    var connection = connect(database)) {
                Awaitility.await("the sweep, within 90 seconds of the crash")
                        .atMost(90, TimeUnit.SECONDS)
                        .until(() ->
                                number(connection, "SELECT COUNT(*) FROM model_call WHERE state IN ('HELD', 'SENT')")
                                        == 0);
                assertThat(row(connection, whole)).isEqualTo("DONE SETTLED DONE");
                assertThat(row(connection, silent)).isEqualTo("FAILED VOIDED CRASHED");
                assertThat(row(connection, half)).isEqualTo("CUT SETTLED CRASHED");
                assertThat(number(connection, "SELECT u.output_tokens - c.output_seen" + OF, half))
                        .isZero();
                assertThat(number(connection, "SELECT u.source = 'CHECKPOINT' AND u.estimated" + OF, half))
                        .isOne();
                assertThat(number(
                                connection,
                                "SELECT COUNT(*) FROM model_call c JOIN usage_event u ON u.call_id = c.id WHERE c.origin = 'API'"
                                        + " AND c.ending = 'CRASHED' AND c.state = 'SETTLED' AND u.source = 'CHECKPOINT'"
                                        + " AND u.output_tokens = c.output_seen"))
                        .isOne();
                assertThat(
                                number(
                                        connection,
                                        "SELECT COUNT(*) FROM model_call WHERE origin = 'API' AND ending = 'CRASHED' AND state = 'VOIDED'"))
                        .isOne();
                assertThat(number(connection, "SELECT CHAR_LENGTH(m.text) > 20" + OF, half))
                        .isOne();
                assertThat(number(
                                connection,
                                "SELECT held_n FROM wallet w JOIN tenant t ON t.id = w.tenant_id AND t.name = 'Acme'"))
                        .isZero();
                assertThat(BooksBalance.broken(connection)).isEmpty();

                var member = Visitor.signedIn(product.address(), "abel@acme.example", PASSWORD);
                assertThat(member.listen(silent)).contains("event: done");
                assertThat(member.listen(half)).contains("event: answer").contains("event: done");
            }
        }
    }

    private static final String OF =
            " FROM message m JOIN model_call c ON c.id = m.call_id LEFT JOIN usage_event u ON u.call_id = c.id WHERE m.id = ?";

    private Product start(Map<String, String> environment, String name) throws Exception {
        return new Product(folder.resolve("data"), folder.resolve(name + ".log"), freePort(), environment);
    }

    private Map<String, String> environment(ProviderStub stub, EmbeddedDatabase database) throws Exception {
        var file = folder.resolve("provision.json");
        try (var in = CrashIT.class.getResourceAsStream("/provision-test.json")) {
            Files.writeString(
                    file,
                    new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .replace("@STUB@", "http://127.0.0.1:" + stub.port())
                            .replace("\"firstByteSeconds\": 4", "\"firstByteSeconds\": 60"));
        }
        return Map.ofEntries(
                Map.entry("TENANTRY_DB_URL", database.toString()),
                Map.entry("TENANTRY_DB_USER", "tenantry"),
                Map.entry("TENANTRY_DB_PASSWORD", PASSWORD),
                Map.entry("TENANTRY_KEK_1", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="),
                Map.entry("TENANTRY_OPERATOR_EMAIL", "operator@test.example"),
                Map.entry("TENANTRY_OPERATOR_PASSWORD", PASSWORD),
                Map.entry("TEST_PASSWORD", PASSWORD),
                Map.entry("TEST_API_KEY", "sk-canaryAB_0123456789012345678901234567890123"),
                Map.entry("TENANTRY_PROVISION_FILE", file.toString()));
    }

    private static String answer(Visitor member, Connection connection, String model) throws SQLException {
        String id;
        try (var query = connection.prepareStatement("SELECT id FROM model WHERE name = ?")) {
            query.setString(1, model);
            try (var rows = query.executeQuery()) {
                rows.next();
                id = rows.getString(1);
            }
        }
        return member.ask(id, "Tell me about crashes").getJsonObject("answer").getString("id");
    }

    private static String row(Connection connection, String message) throws SQLException {
        try (var query = connection.prepareStatement("SELECT CONCAT(m.state, ' ', c.state, ' ', c.ending)" + OF)) {
            query.setString(1, message);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.toString(), "tenantry", PASSWORD);
    }

    private static int freePort() throws java.io.IOException {
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
