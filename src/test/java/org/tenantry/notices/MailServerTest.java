package org.tenantry.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.values.Ids;

/** How mails are handed over to a mail server, byte for byte, and what is made of its refusals. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MailServerTest {
    private static final String PASSWORD = "pa$$word-8Z";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocket door;

    @AfterEach
    void close() throws IOException {
        if (door != null) {
            door.close();
        }
    }

    @Test
    void a_mail_says_who_sends_it_that_nobody_wrote_it_and_is_the_same_when_it_is_sent_again() throws Exception {
        var parcel = parcel("ann@a.example", "账单 INV-7 已付清");
        try (var line = server(Map.of()).line()) {
            line.send(parcel);
            line.send(parcel);
        }
        assertThat(heard.stream().filter(said -> said.startsWith("EHLO"))).hasSize(1);
        assertThat(heard.stream().filter(said -> said.equals("RCPT TO:<ann@a.example>")))
                .hasSize(2);
        assertThat(heard)
                .contains("MAIL FROM:<notices@t.example>")
                .contains("Message-ID: <" + parcel.id() + "@t.example>")
                .contains("Auto-Submitted: auto-generated")
                .contains("Content-Language: zh-CN")
                .contains("From: Tenantry <notices@t.example>")
                .contains("To: ann@a.example")
                .contains("Date: Fri, 14 Mar 2031 12:00:00 +0000 (UTC)")
                .anyMatch(said -> said.startsWith("Subject: =?UTF-8?"));
        var mails = String.join("\n", heard).split("DATA\n", -1);
        assertThat(mails).hasSize(3);
        assertThat(mails[1].substring(0, mails[1].indexOf("\n.\n")))
                .isEqualTo(mails[2].substring(0, mails[2].indexOf("\n.\n")));
    }

    @Test
    void a_subject_brings_no_header_with_it() throws Exception {
        try (var line = server(Map.of()).line()) {
            line.send(parcel("ann@a.example", "Hello\r\nBcc: all@x.example\r\n\r\nnew text"));
        }
        assertThat(heard)
                .contains("Subject: Hello Bcc: all@x.example new text")
                .noneMatch(said -> said.startsWith("Bcc:"));
    }

    @Test
    void an_address_that_is_none_is_never_said_to_the_server() {
        var why = failure(server(Map.of()), parcel("a@x.example\r\nRCPT TO:<b@x.example>", "Hello"));
        assertThat(why.kind()).isEqualTo(MailFailure.ADDRESS);
        assertThat(why.isLasting()).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void an_address_refused_for_good_is_not_tried_again_and_one_refused_for_now_is() {
        var gone = failure(server(Map.of("RCPT", "550 5.1.1 no such user")), parcel("ann@a.example", "Hello"));
        assertThat(gone.kind()).isEqualTo(MailFailure.ADDRESS);
        assertThat(gone.isLasting()).isTrue();
        assertThat(gone.concernsAll()).isFalse();
        assertThat(gone).hasMessageContaining("no such user");

        var later = failure(server(Map.of("RCPT", "451 4.7.1 greylisted")), parcel("ann@a.example", "Hello"));
        assertThat(later.isLasting()).isFalse();
        assertThat(later.concernsAll()).isFalse();
        assertThat(later).hasMessageContaining("greylisted");
    }

    @Test
    void a_refused_password_is_told_without_the_password() {
        var why = failure(
                server(Map.of("AUTH", "535 5.7.8 wrong: " + PASSWORD), "tenantry.mail.user", "u", PASSWORD),
                parcel("ann@a.example", "Hello"));
        assertThat(why.kind()).isEqualTo(MailFailure.SIGN_IN);
        assertThat(why.concernsAll()).isTrue();
        assertThat(why).hasMessageContaining("wrong: ***").hasMessageNotContaining(PASSWORD);
    }

    @Test
    void encryption_that_is_asked_for_is_not_given_up_when_the_server_has_none() {
        var why = failure(server(Map.of(), "tenantry.mail.tls", "starttls", ""), parcel("ann@a.example", "Hello"));
        assertThat(why.kind()).isEqualTo(MailFailure.UNREACHABLE);
        assertThat(why).hasMessageContaining("STARTTLS");
        assertThat(heard).noneMatch(said -> said.startsWith("MAIL FROM"));
    }

    @Test
    void a_server_that_hangs_up_or_is_not_there_is_unreachable() throws IOException {
        var hungUp = failure(server(Map.of("DATA", "")), parcel("ann@a.example", "Hello"));
        assertThat(hungUp.kind()).isEqualTo(MailFailure.UNREACHABLE);
        var nobody = failure(serverAt(freePort()), parcel("ann@a.example", "Hello"));
        assertThat(nobody.kind()).isEqualTo(MailFailure.UNREACHABLE);
        assertThat(nobody).hasMessageContaining("Connection refused");
    }

    private static Undeliverable failure(MailServer server, Parcel parcel) {
        try (var line = server.line()) {
            return catchThrowableOfType(Undeliverable.class, () -> line.send(parcel));
        }
    }

    private static Parcel parcel(String to, String subject) {
        return new Parcel(
                Ids.next(), 1, to, "zh-CN", subject, "第一行\n\nsecond line\n.", Instant.parse("2031-03-14T12:00:00Z"));
    }

    /** A server that answers a command as the map says, else kindly; an empty answer hangs up. */
    private MailServer server(Map<String, String> answers, String... settings) {
        try {
            door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var at = door;
        var listener = new Thread(() -> listen(at, answers));
        listener.setDaemon(true);
        listener.start();
        return serverAt(at.getLocalPort(), settings);
    }

    /** A port nobody listens on: a socket that nobody waits at is gone as soon as it is closed. */
    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static MailServer serverAt(int port, String... settings) {
        var server = new MailServer();
        boolean custom = settings.length > 0;
        server.settings = NoticesTest.settings(
                "tenantry.mail.host",
                "127.0.0.1",
                "tenantry.mail.port",
                String.valueOf(port),
                "tenantry.mail.from",
                "Tenantry <notices@t.example>",
                "tenantry.mail.tls",
                "none",
                "tenantry.mail.password",
                custom ? settings[2] : "",
                custom ? settings[0] : "none",
                custom ? settings[1] : "none");
        return server;
    }

    private void listen(ServerSocket at, Map<String, String> answers) {
        while (!at.isClosed()) {
            try (var socket = at.accept()) {
                converse(socket, answers);
            } catch (IOException gone) {
                continue;
            }
        }
    }

    private void converse(Socket socket, Map<String, String> answers) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var out = socket.getOutputStream();
        say(out, "220 hello");
        boolean data = false;
        for (var said = in.readLine(); said != null; said = in.readLine()) {
            heard.add(said);
            if (data && !said.equals(".")) {
                continue;
            }
            var command = data ? "." : said.split("[ :]", 2)[0];
            var answer = answers.getOrDefault(command, usual(command));
            if (answer.isEmpty()) {
                return;
            }
            data = command.equals("DATA") && answer.startsWith("354");
            say(out, answer);
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "EHLO" -> "250-here\r\n250 AUTH PLAIN";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "AUTH" -> "235 ok";
            default -> "250 ok";
        };
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
