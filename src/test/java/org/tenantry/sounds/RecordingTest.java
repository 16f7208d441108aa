package org.tenantry.sounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantry.testbed.Sounds;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordingTest {
    @TempDir
    Path folder;

    private Optional<Recording> read(byte[] bytes) throws IOException {
        var file = folder.resolve("recording");
        Files.write(file, bytes);
        return Recording.of(file);
    }

    @Test
    void each_form_tells_how_long_it_is() throws IOException {
        assertThat(read(Sounds.wav(60_000))).contains(new Recording("wav", 60_000));
        assertThat(read(Sounds.wav(1))).contains(new Recording("wav", 1));
        assertThat(read(Sounds.wav(0))).contains(new Recording("wav", 0));
        assertThat(read(Sounds.mp3(100))).contains(new Recording("mp3", 2_613));
        assertThat(read(Sounds.aac(100))).contains(new Recording("aac", 6_400));
        assertThat(read(Sounds.flac(44_100 * 3L))).contains(new Recording("flac", 3_000));
        assertThat(read(Sounds.opus(48_000 * 5L))).contains(new Recording("ogg", 5_000));
        assertThat(read(Sounds.m4a(16_000, 32_001))).contains(new Recording("m4a", 2_001));
        assertThat(read(Sounds.webm(3_000))).contains(new Recording("webm", 3_060));
    }

    @Test
    void samples_of_a_pipe_go_on_to_the_end() throws IOException {
        var wav = Sounds.wav(2_000);
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
        assertThat(read(wav)).contains(new Recording("wav", 2_000));
    }

    @Test
    void tags_before_the_sound_and_after_it_do_not_count() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 8, 0});
        bytes.writeBytes(new byte[1024]);
        bytes.writeBytes(Sounds.mp3(50));
        bytes.writeBytes(("TAG" + "x".repeat(125)).getBytes(StandardCharsets.US_ASCII));
        assertThat(read(bytes.toByteArray())).contains(new Recording("mp3", 1_307));
    }

    @Test
    void what_is_no_recording_tells_nothing() throws IOException {
        var zip = new byte[10_000];
        zip[0] = 'P';
        zip[1] = 'K';
        zip[2] = 3;
        zip[3] = 4;
        assertThat(read(zip)).isEmpty();
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("just words".getBytes(StandardCharsets.UTF_8))).isEmpty();
        var noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        assertThat(read(noise)).isEmpty();
    }

    @Test
    void a_file_that_is_cut_anywhere_never_breaks_anything() throws IOException {
        for (var whole : new byte[][] {
            Sounds.wav(100),
            Sounds.mp3(4),
            Sounds.aac(4),
            Sounds.flac(1000),
            Sounds.opus(4800),
            Sounds.m4a(8000, 800),
            Sounds.webm(300)
        }) {
            for (int length = 0; length < Math.min(whole.length, 400); length++) {
                var cut = java.util.Arrays.copyOf(whole, length);
                read(cut).ifPresent(recording -> assertThat(recording.millis()).isNotNegative());
            }
        }
    }

    @Test
    void bytes_turned_at_random_never_break_anything() throws IOException {
        var random = new Random(42);
        for (var whole : new byte[][] {
            Sounds.wav(50), Sounds.flac(1000), Sounds.opus(4800), Sounds.m4a(8000, 800), Sounds.webm(300), Sounds.mp3(4)
        }) {
            for (int i = 0; i < 300; i++) {
                var turned = whole.clone();
                for (int j = 0; j < 4; j++) {
                    turned[random.nextInt(Math.min(turned.length, 200))] = (byte) random.nextInt();
                }
                read(turned)
                        .ifPresent(recording -> assertThat(recording.millis()).isBetween(0L, 8L * turned.length + 8));
            }
        }
    }

    @Test
    void a_length_that_cannot_be_of_that_size_is_not_believed() throws IOException {
        assertThat(read(Sounds.opus(48_000L * 3600 * 24 * 365))).isEmpty();
        var large = java.util.Arrays.copyOf(Sounds.flac(44), 20 << 20);
        assertThat(read(large)).isEmpty();
    }
}
