package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.testbed.FormBody;
import org.tenantry.values.Refusal;

/** Forms with a file, however they are cut up on the way, and that nothing of them stays behind. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormDataTest {
    @TempDir
    Path folder;

    private final AtomicInteger given = new AtomicInteger();
    private int taken;

    private FormData read(String type, InputStream body) throws IOException {
        return FormData.read(type, body, () -> {
            taken++;
            return new Upload(folder, 1 << 20, given::incrementAndGet);
        });
    }

    @AfterEach
    void nothing_stays_behind() throws IOException {
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThat(given.get()).isGreaterThanOrEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000, 100_000})
    void every_byte_of_a_file_arrives_however_the_body_is_cut(int piece) throws IOException {
        var bytes = new byte[200_000];
        new Random(7).nextBytes(bytes);
        var almost = "\r\n------frontier\r\n------frontier7\r\r\n--".getBytes(StandardCharsets.US_ASCII);
        almost[2 + 4 + 8 + 4] = '8';
        System.arraycopy("\r\n------frontie".getBytes(StandardCharsets.US_ASCII), 0, bytes, 65_530, 15);
        var body = new FormBody()
                .field("model", "whisper-1")
                .field("timestamp_granularities[]", "word")
                .field("timestamp_granularities[]", "segment")
                .field("prompt", "Grüß \r\n Gott")
                .file("a \\\"b\\\".mp3", bytes)
                .field("empty", "")
                .end();
        try (var form = read(FormBody.TYPE, new Dripping(body, piece))) {
            assertThat(form.field("model")).isEqualTo("whisper-1");
            assertThat(form.field("prompt")).isEqualTo("Grüß \r\n Gott");
            assertThat(form.field("empty")).isEmpty();
            assertThat(form.field("nothing")).isEmpty();
            assertThat(form.all("timestamp_granularities[]")).containsExactly("word", "segment");
            assertThat(form.fileName()).endsWith(".mp3");
            assertThat(form.file().orElseThrow().bytes()).isEqualTo(bytes.length);
            assertThat(Files.readAllBytes(form.file().orElseThrow().path())).isEqualTo(bytes);
            assertThat(form.says()).isEqualTo(form.says());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "--b",
                "--b\r\n",
                "--b\r\n\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--bb",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\n\nx\r\n--b--",
                "--b\r\nno colon\r\n\r\nx\r\n--b--",
                "--b--\r\n--b\r\n"
            })
    void what_is_no_form_is_refused_or_empty(String body) throws IOException {
        try (var form = read("multipart/form-data; boundary=b", text(body))) {
            assertThat(form.file()).isEmpty();
        } catch (Refusal refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void what_is_too_large_is_refused_as_it_comes() {
        var file = new FormBody().file("a.wav", new byte[(1 << 20) + 1]).end();
        assertThatThrownBy(() -> read(FormBody.TYPE, new ByteArrayInputStream(file)))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.status()).isEqualTo(413));
        assertThatThrownBy(() -> read("multipart/form-data; boundary=b", new Endless('x')))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.status()).isEqualTo(413));
        var head = new FormBody()
                .part("name=\"" + "x".repeat(9_000) + "\"", new byte[1])
                .end();
        assertThatThrownBy(() -> read(FormBody.TYPE, new ByteArrayInputStream(head)))
                .isInstanceOf(BadField.class);
        for (var type :
                new String[] {null, "", "text/plain", "multipart/form-data", "multipart/form-data; boundary="}) {
            assertThatThrownBy(() -> read(type, text("")))
                    .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.status())
                            .isEqualTo(415));
        }
    }

    private static InputStream text(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
    }

    /** So many bytes at a time. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int piece;

        Dripping(byte[] bytes, int piece) {
            super(bytes);
            this.piece = piece;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(piece, length));
        }
    }

    /** The same for ever. */
    private static final class Endless extends InputStream {
        private final int each;

        Endless(int each) {
            this.each = each;
        }

        @Override
        public int read() {
            return each;
        }
    }
}
