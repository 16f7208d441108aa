package org.tenantry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tenantry.testbed.BooksBalance;
import org.tenantry.testbed.OwnServer;
import org.tenantry.testbed.Product;
import org.tenantry.testbed.Visitor;

/** The run command as people use it: processes, terminals, signals. Two copies run beside each other all the while. */
@OwnServer
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(PER_CLASS)
class LauncherIT {
    private static final int BY_SIGTERM = 128 + 15;
    private static final int SIGNED_IN = 302;
    private static final String THEIR_PASSWORD = "their password";

    private final Path folder =
            Path.of(System.getProperty("testbed.target"), "launcher").toAbsolutePath();
    private final List<Product> started = new ArrayList<>();
    private final int port = freePort();
    private Product one;
    private Product other;

    @BeforeAll
    void two_copies_start_beside_each_other() throws IOException {
        emptyFolder();
        one = start("one", port, Map.of());
        other = start(
                "other",
                freePort(),
                Map.of("TENANTRY_OPERATOR_EMAIL", "op@other.example", "TENANTRY_OPERATOR_PASSWORD", "as I please 1"));
        one.ready();
        other.ready();
    }

    @AfterAll
    void and_end() throws InterruptedException {
        for (var product : started) {
            product.stop();
        }
    }

    @Test
    void everybody_whom_the_terminal_names_signs_in_with_the_password_that_it_shows() throws Exception {
        for (var email : List.of("bo@demo.example", "chen@demo.example", "ada@demo.example", "operator@demo.example")) {
            var answer = new Visitor(one.address()).signIn(email, password(one, email));
            assertThat(answer.statusCode()).as(email).isEqualTo(SIGNED_IN);
        }
        var stranger = new Visitor(one.address()).signIn("bo@demo.example", password(other, "bo@demo.example"));
        assertThat(stranger.statusCode()).as("with the other copy's password").isEqualTo(200);
        assertThat(one.said()).as("nothing but the greeting").endsWith("Ctrl-C stops it.\n\n");
    }

    @Test
    void the_operator_of_the_environment_signs_in_with_a_password_that_is_not_shown() throws Exception {
        var answer = new Visitor(other.address()).signIn("op@other.example", "as I please 1");

        assertThat(answer.statusCode()).isEqualTo(SIGNED_IN);
        assertThat(other.said()).contains("op@other.example").doesNotContain("as I please 1");
    }

    @Test
    void the_key_is_its_owners_alone_and_the_terminal_says_where_it_is() throws IOException {
        var key = folder.resolve("one/kek");

        assertThat(one.said()).contains(key.toString());
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }

    @Test
    void the_books_of_the_demo_company_balance() throws Exception {
        try (var connection = one.openEmbeddedDatabase();
                var rows = connection.createStatement().executeQuery("SELECT available_n FROM wallet")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isPositive();
            assertThat(BooksBalance.broken(connection)).isEmpty();
        }
    }

    @Test
    void a_taken_port_is_one_line_and_an_exit_code() throws Exception {
        var late = start("late", port, Map.of());

        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.said())
                .isEqualTo("Tenantry did not start. Port " + port
                        + " is taken by another program: set TENANTRY_HTTP_PORT to a free one.\n");
    }

    @Test
    void a_wrong_provisioning_file_is_told_line_by_line() throws Exception {
        var file = folder.resolve("wrong.json");
        Files.writeString(file, "{\"tenants\": [{\"name\": \"X\", \"currency\": \"EURO\", \"place\": 1}]}");
        var product = start("wrong", freePort(), Map.of("TENANTRY_PROVISION_FILE", file.toString()));

        assertThat(product.exit()).isEqualTo(1);
        assertThat(product.said())
                .isEqualTo("Tenantry is starting ...\nTenantry did not start. The provisioning file " + file
                        + " is wrong:\n"
                        + "  /tenants/0/place: unknown field; known here: name, currency, zone, locale, members,"
                        + " apiKeys, credits\n"
                        + "  /tenants/0/currency: must be a currency such as EUR\n");
    }

    @Test
    void a_clock_that_can_be_moved_beside_a_database_of_their_own_is_one_line_and_an_exit_code() throws Exception {
        var product = start(
                "moved",
                freePort(),
                Map.of("TENANTRY_TEST_CLOCK", "on", "TENANTRY_DB_URL", "jdbc:mariadb://127.0.0.1:1/tenantry"));

        assertThat(product.exit()).isEqualTo(1);
        assertThat(product.said())
                .isEqualTo(
                        "Tenantry did not start. TENANTRY_TEST_CLOCK=on lets time be moved and is only for a demo on"
                                + " its own embedded database, but TENANTRY_DB_URL names another one: remove one of the two.\n");
        assertThat(folder.resolve("moved")).doesNotExist();
    }

    @Test
    void a_second_instance_on_the_same_data_is_one_line_and_an_exit_code() throws Exception {
        var second = start("one", freePort(), Map.of());

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.said())
                .isEqualTo("Tenantry did not start. Another instance is running on " + folder.resolve("one")
                        + ": stop it, or set TENANTRY_DATA_DIR to a folder of its own.\n");
        assertThat(new Visitor(one.address()).get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void an_external_database_is_named_by_the_environment_alone_and_gets_no_demo_data() throws Exception {
        try (var database = new EmbeddedDatabase(folder.resolve("external"), THEIR_PASSWORD)) {
            var product = start(
                            "outside",
                            freePort(),
                            Map.of(
                                    "TENANTRY_DB_URL", database.toString(),
                                    "TENANTRY_DB_USER", "tenantry",
                                    "TENANTRY_DB_PASSWORD", THEIR_PASSWORD,
                                    "TENANTRY_KEK_1", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
                                    "TENANTRY_OPERATOR_EMAIL", "op@outside.example",
                                    "TENANTRY_OPERATOR_PASSWORD", "as I please 2"))
                    .ready();

            var answer = new Visitor(product.address()).signIn("op@outside.example", "as I please 2");
            assertThat(answer.statusCode()).isEqualTo(SIGNED_IN);
            assertThat(people(database)).containsExactly("op@outside.example");
            assertThat(folder.resolve("outside/mariadb")).doesNotExist();
            assertThat(folder.resolve("outside/kek")).doesNotExist();
            assertThat(product.stop()).isEqualTo(BY_SIGTERM);
        }
    }

    @Test
    void an_external_database_that_refuses_the_account_is_one_line_and_an_exit_code() throws Exception {
        try (var database = new EmbeddedDatabase(folder.resolve("refusing"), THEIR_PASSWORD)) {
            var product = start(
                    "refused",
                    freePort(),
                    Map.of("TENANTRY_DB_URL", database.toString(), "TENANTRY_DB_PASSWORD", "mistyped"));

            assertThat(product.exit()).isEqualTo(1);
            assertThat(product.said().lines().skip(1))
                    .singleElement()
                    .asString()
                    .startsWith("Tenantry did not start. The database at " + database + " cannot be used: ")
                    .contains("Access denied");
        }
    }

    @Test
    void an_external_database_without_a_key_to_seal_with_is_one_line_and_an_exit_code() throws Exception {
        try (var database = new EmbeddedDatabase(folder.resolve("keyless"), THEIR_PASSWORD)) {
            var product = start(
                    "no-key",
                    freePort(),
                    Map.of("TENANTRY_DB_URL", database.toString(), "TENANTRY_DB_PASSWORD", THEIR_PASSWORD));

            assertThat(product.exit()).isEqualTo(1);
            assertThat(product.said().lines().skip(1))
                    .singleElement()
                    .asString()
                    .startsWith("Tenantry did not start. TENANTRY_KEK_1 is not set.");
        }
    }

    @Test
    void it_ends_cleanly_when_asked_and_takes_the_data_up_again_even_after_it_was_killed() throws Exception {
        var first = start("third", freePort(), Map.of()).ready();
        var password = password(first, "bo@demo.example");
        var database = first.embeddedDatabase();
        assertThat(database.isAlive()).isTrue();

        assertThat(first.stop()).isEqualTo(BY_SIGTERM);
        assertThat(first.said()).as("ended without a word").endsWith("Ctrl-C stops it.\n\n");
        assertThat(database.isAlive()).isFalse();

        var second = start("third", freePort(), Map.of()).ready();
        assertThat(second.said()).doesNotContain("bo@demo.example").doesNotContain("shown");
        var orphan = second.embeddedDatabase();
        second.kill();
        assertThat(orphan.isAlive()).isTrue();

        var third = start("third", freePort(), Map.of()).ready();
        assertThat(orphan.isAlive()).isFalse();
        var answer = new Visitor(third.address()).signIn("bo@demo.example", password);
        assertThat(answer.statusCode()).isEqualTo(SIGNED_IN);
    }

    private Product start(String data, int port, Map<String, String> environment) throws IOException {
        var terminal = Files.createDirectories(folder).resolve(data + "-" + started.size() + ".txt");
        var product = new Product(folder.resolve(data), terminal, port, environment);
        started.add(product);
        return product;
    }

    /** The password that the terminal shows for that e-mail address. */
    private static String password(Product product, String email) throws IOException {
        var line =
                Pattern.compile(Pattern.quote(email) + " +([a-z2-9-]{23})\\R").matcher(product.said());
        assertThat(line.find())
                .as("a password for " + email + " in: " + product.said())
                .isTrue();
        return line.group(1);
    }

    private static List<String> people(EmbeddedDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.toString(), "tenantry", THEIR_PASSWORD);
                var rows = connection.createStatement().executeQuery("SELECT email FROM person")) {
            var people = new ArrayList<String>();
            while (rows.next()) {
                people.add(rows.getString(1));
            }
            return people;
        }
    }

    private void emptyFolder() throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
