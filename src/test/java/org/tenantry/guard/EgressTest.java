package org.tenantry.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.guard.Incoming.Fate;
import org.tenantry.testbed.RawServer;

/** Where the way out leads, and where it does not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EgressTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    /** Takes in an answer and tells how it ended. */
    private static final class Taken implements Incoming {
        private final StringBuffer body = new StringBuffer();
        private final CompletableFuture<Fate> fate = new CompletableFuture<>();

        @Override
        public void head(Exchange exchange, int status, UnaryOperator<String> header) {
            body.append(status).append(' ');
        }

        @Override
        public void body(ByteBuffer bytes) {
            body.append(StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public void over(Fate how) {
            fate.complete(how);
        }

        Fate fate() throws Exception {
            return fate.get(10, TimeUnit.SECONDS);
        }
    }

    private static Taken send(Egress egress, URI url, boolean mayBePrivate) {
        var taken = new Taken();
        var wait = Duration.ofSeconds(5);
        egress.send(new Outgoing(url, Map.of(), new byte[0], mayBePrivate, wait, wait, wait), taken);
        return taken;
    }

    private static RawServer hello() {
        return new RawServer(
                (connection, request) -> connection.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
    }

    @Test
    void an_address_inside_the_network_is_reached_only_by_what_the_operator_typed() throws Exception {
        try (var server = hello();
                var egress = new Egress()) {
            var trusted = send(egress, server.url(), true);
            assertThat(trusted.fate()).isEqualTo(Fate.WHOLE);
            assertThat(trusted.body).hasToString("200 hello");
            assertThat(send(egress, server.url(), false).fate()).isEqualTo(Fate.UNREACHABLE);
            assertThat(server.requests())
                    .as("not even on the connection that is open already")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost"})
    void no_spelling_of_this_machine_gets_through(String host) throws Exception {
        try (var server = hello();
                var egress = new Egress()) {
            var url = new URI("http://" + host + ":" + server.url().getPort() + "/");
            if (url.getHost() != null) {
                assertThat(send(egress, url, false).fate()).isEqualTo(Fate.UNREACHABLE);
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void an_answer_that_cannot_be_taken_in_ends_like_a_broken_one() throws Exception {
        try (var server = hello();
                var egress = new Egress()) {
            var taken = new CompletableFuture<Fate>();
            var wait = Duration.ofSeconds(5);
            egress.send(new Outgoing(server.url(), Map.of(), new byte[0], true, wait, wait, wait), new Incoming() {
                @Override
                public void head(Exchange exchange, int status, UnaryOperator<String> header) {
                    throw new IllegalStateException("a bug, on purpose");
                }

                @Override
                public void body(ByteBuffer bytes) {}

                @Override
                public void over(Fate fate) {
                    taken.complete(fate);
                }
            });
            assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(Fate.BROKEN);
        }
    }

    /** The socket takes the connection, and nobody ever greets back. */
    @Test
    void a_connection_that_is_never_made_is_given_up_in_its_own_time() throws Exception {
        try (var mute = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                var egress = new Egress()) {
            var taken = new Taken();
            var url = URI.create("https://127.0.0.1:" + mute.getLocalPort() + "/");
            var second = Duration.ofSeconds(1);
            var patience = Duration.ofSeconds(60);
            long start = System.nanoTime();
            egress.send(
                    new Outgoing("POST", url, Map.of(), new byte[0], true, second, patience, patience, patience),
                    taken);
            assertThat(taken.fate()).isEqualTo(Fate.UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_wait_for_the_first_byte_may_be_longer_than_the_one_to_connect() throws Exception {
        try (var server = new RawServer((connection, request) -> {
                    Thread.sleep(1500);
                    connection.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                });
                var egress = new Egress()) {
            var taken = new Taken();
            var second = Duration.ofSeconds(1);
            var more = Duration.ofSeconds(10);
            egress.send(
                    new Outgoing("PUT", server.url(), Map.of(), new byte[0], true, second, more, more, more), taken);
            assertThat(taken.fate()).isEqualTo(Fate.WHOLE);
        }
    }

    @Test
    void a_request_does_not_show_its_key_when_it_is_printed() {
        var wait = Duration.ofSeconds(5);
        var outgoing = new Outgoing(
                URI.create("https://a.example/v1"),
                Map.of("Authorization", "Bearer sk-1"),
                new byte[0],
                true,
                wait,
                wait,
                wait);
        assertThat(outgoing.toString()).contains("a.example").doesNotContain("sk-1");
    }

    @Test
    void https_needs_a_certificate_that_is_trusted_and_names_the_host() throws Exception {
        var keys = keys("localhost");
        try (var server = tls(keys);
                var egress = new Egress(trusting(keys));
                var stranger = new Egress()) {
            var otherName = URI.create("https://127.0.0.1:" + server.url().getPort() + "/");
            assertThat(send(egress, otherName, true).fate()).isEqualTo(Fate.UNREACHABLE);
            assertThat(send(stranger, server.url(), true).fate()).isEqualTo(Fate.UNREACHABLE);
            assertThat(server.requests()).isZero();
            var taken = send(egress, server.url(), true);
            assertThat(taken.fate()).isEqualTo(Fate.WHOLE);
            assertThat(taken.body).hasToString("200 hello");
        }
    }

    private KeyStore keys(String host) throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve(host + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static RawServer tls(KeyStore keys) throws IOException, GeneralSecurityException {
        var context = SSLContexts.custom().loadKeyMaterial(keys, PASSWORD).build();
        var door = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new RawServer(
                door,
                "https",
                (connection, request) -> connection.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
    }

    private static SSLContext trusting(KeyStore keys) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("it"));
        return SSLContexts.custom().loadTrustMaterial(trusted, null).build();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "2606:4700::1111, true",
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "172.32.0.1, true",
        "192.168.1.1, false",
        "192.0.0.8, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "100.128.0.1, true",
        "198.18.0.1, false",
        "198.51.100.7, false",
        "203.0.113.7, false",
        "0.1.2.3, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fd00::1, false",
        "64:ff9b::7f00:1, false",
        "2002:7f00:1::, false",
        "2001::1, false",
        "2001:db8::1, false",
        "::ffff:10.0.0.1, false",
    })
    void public_addresses_are_told_from_all_others(String address, boolean fit) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isEqualTo(fit);
    }

    @Test
    void not_even_the_operator_reaches_link_local_addresses() {
        Assertions.assertThatThrownBy(() -> new Addresses(true).resolve("169.254.169.254"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void what_was_looked_up_stays_known_for_a_while() throws UnknownHostException {
        var addresses = new Addresses(true);
        assertThat(addresses.knows("localhost")).isFalse();
        addresses.resolve("localhost");
        assertThat(addresses.knows("localhost")).isTrue();
    }
}
