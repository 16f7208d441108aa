package org.tenantry.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Chatter;

/** The line to browsers: alive when nothing is said, and not held up by whoever does not read. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class GenerationStreamIT {
    @Test
    void the_line_is_seen_to_be_alive_before_the_first_word() {
        var aiko = new Chatter("aiko@acme.example");
        var id = aiko.ask("stub-slow", "[stub tokens=5 pause=10 first=3000]")
                .getJsonObject("answer")
                .getString("id");
        assertThat(aiko.visitor().listen(id)).startsWith(": beat\n\n").contains("event: done");
    }

    @Test
    void a_reader_who_stalls_holds_up_nobody() throws Exception {
        var aiko = new Chatter("aiko@acme.example");
        var id = aiko.ask("stub-endless", "[stub tokens=1000000 pause=2 limit=0]")
                .getJsonObject("answer")
                .getString("id");
        var runners = Executors.newSingleThreadExecutor();
        try (var stalled = new Socket()) {
            stalled.setReceiveBufferSize(2048);
            var address = URI.create(Bed.server());
            stalled.connect(new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort()));
            stalled.getOutputStream()
                    .write(("GET /app-stream/" + id + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nCookie: "
                                    + aiko.visitor().cookies() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(stalled.getInputStream().readNBytes(400), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK");

            var heard = runners.submit(() -> aiko.visitor().listen(id)).get(90, TimeUnit.SECONDS);
            assertThat(heard).contains("event: done");
            assertThat(heard.split("event: block").length).isGreaterThan(20);

        } finally {
            runners.shutdownNow();
        }
    }
}
