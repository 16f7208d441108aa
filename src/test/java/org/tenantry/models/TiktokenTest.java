package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** English, Chinese, code, emoji and text that looks like special tokens, beside what tiktoken itself counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TiktokenTest {
    private record Line(long cl100k, long o200k, String text) {}

    @Test
    void every_text_has_as_many_tokens_as_tiktoken_counts() throws IOException {
        var lines = lines();
        assertThat(lines).hasSizeGreaterThan(200);
        for (var line : lines) {
            assertThat(Tokenizers.text("cl100k_base", line.text()))
                    .as("%s", line)
                    .isEqualTo(line.cl100k());
            assertThat(Tokenizers.text("o200k_base", line.text()))
                    .as("%s", line)
                    .isEqualTo(line.o200k());
            assertThat(Tokenizers.text("o200k_harmony", line.text()))
                    .as("%s", line)
                    .isEqualTo(line.o200k());
        }
    }

    private static List<Line> lines() throws IOException {
        try (var in = TiktokenTest.class.getResourceAsStream("/tokenizers/tiktoken.tsv")) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 3))
                    .map(part -> new Line(Long.parseLong(part[0]), Long.parseLong(part[1]), read(part[2])))
                    .toList();
        }
    }

    private static String read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return ((JsonString) reader.readValue()).getString();
        }
    }
}
