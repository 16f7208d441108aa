package org.tenantry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantry.tokens.TokenizerFiles.State;

/** The files that an operator drops in, read by the real library. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenizerFilesTest {
    /** Unpacked once for all tests. */
    private static final Path NATIVE = Path.of("target", "native");

    @TempDir
    Path folder;

    private TokenizerFiles files;

    @BeforeEach
    void aFolder() {
        files = TokenizerFiles.in(folder, NATIVE);
    }

    @Test
    void a_text_is_counted_by_the_file() throws IOException {
        put("tiny");
        assertThat(files.names()).isEqualTo(List.of("tiny"));
        assertThat(files.state("tiny")).isEqualTo(State.READY);
        var counting = files.counting("tiny").orElseThrow();
        assertThat(counting.count("hello world")).isEqualTo(6);
        assertThat(counting.count("你好 你")).isEqualTo(2);
        assertThat(counting.count("")).isZero();
    }

    @Test
    void no_text_makes_it_fail() throws IOException {
        put("tiny");
        var counting = files.counting("tiny").orElseThrow();
        for (var text : List.of("\uD800", "\uDC00x", "\u0000", "<unk>", "\uD83D\uDE00", "h".repeat(100_000))) {
            assertThat(counting.count(text)).as("%.20s", text).isNotNegative();
        }
    }

    @Test
    void a_file_that_is_no_tokenizer_is_told_and_not_used() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{ not json");
        Files.writeString(folder.resolve("empty.json"), "{\"version\":\"1.0\"}");
        Files.write(folder.resolve("nothing.json"), new byte[0]);
        for (var name : List.of("broken", "empty", "nothing")) {
            assertThat(files.state(name)).as(name).isEqualTo(State.BAD);
            assertThat(files.detail(name)).as(name).isNotEmpty().hasSizeLessThanOrEqualTo(300);
            assertThat(files.counting(name)).as(name).isEmpty();
        }
    }

    @Test
    void a_file_of_a_size_that_no_tokenizer_has_is_not_read() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("huge.json").toFile(), "rw")) {
            file.setLength(TokenizerFiles.MOST_BYTES + 1);
        }
        assertThat(files.state("huge")).isEqualTo(State.BAD);
    }

    @Test
    void only_plain_names_of_the_folder_itself_are_read() throws IOException {
        put("tiny");
        put("with space");
        put(".hidden");
        Files.createDirectory(folder.resolve("sub.json"));
        Files.writeString(folder.resolve("notes.txt"), "x");
        assertThat(files.names()).containsExactly("tiny");
        assertThat(files.state("../" + folder.getFileName() + "/tiny")).isEqualTo(State.MISSING);
        assertThat(files.state("sub")).isEqualTo(State.BAD);
        assertThat(files.state("absent")).isEqualTo(State.MISSING);
    }

    @Test
    void without_a_folder_there_is_nothing() {
        assertThat(TokenizerFiles.NONE.names()).isEmpty();
        assertThat(TokenizerFiles.NONE.state("tiny")).isEqualTo(State.MISSING);
        assertThat(TokenizerFiles.in(folder.resolve("absent"), NATIVE).names()).isEmpty();
    }

    private void put(String name) throws IOException {
        try (var in = TokenizerFilesTest.class.getResourceAsStream("/tokenizers/tiny.json")) {
            Files.copy(in, folder.resolve(name + ".json"));
        }
    }
}
