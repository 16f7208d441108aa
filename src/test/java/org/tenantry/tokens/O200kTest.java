package org.tenantry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written counting beside the library's, which reads the published pattern. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class O200kTest {
    private static final Encoding LIBRARY = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** What pieces begin and end with, and what a piece may turn on. */
    private static final List<String> PARTS = List.of(
            "the",
            " The",
            "THE",
            "McDonald",
            "iPhone",
            "HTTPServer",
            "ǅ",
            "ʰ",
            "你",
            "好",
            "世界",
            "한",
            "か",
            "\u0301",
            "\u20DD",
            "\u0903",
            "'s",
            "'S",
            "'\u017F",
            "'t",
            "'RE",
            "'re",
            "'Ve",
            "'ll",
            "'lL",
            "'d",
            "'M",
            "'",
            "’s",
            "1",
            "22",
            "4567",
            "Ⅷ",
            "½",
            "٣",
            "\uD835\uDFD8",
            " ",
            "  ",
            "   ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\u000B",
            "\u0085",
            "\u00A0",
            "\u2003",
            "\u2028",
            "\u3000",
            "\u200B",
            "/",
            "//",
            "!",
            "?!",
            "...",
            "-",
            "—",
            "，",
            "。",
            "(",
            "\"",
            "{",
            "}",
            ";",
            "=",
            "_",
            "<|endoftext|>",
            "<|im_start|>",
            "\uD83D\uDE00",
            "\uD83D\uDC69\u200D\uD83D\uDCBB",
            "\uFE0F",
            "\uD800",
            "\uDC00",
            "\uD835\uDC00",
            "\uD835\uDC1A",
            "\uD840\uDC00",
            "\uE000",
            "\u0000",
            "\uFFFD",
            "ß",
            "ÄÖ",
            "é",
            "Ж",
            "ж",
            "ا");

    @Test
    void pieces_put_together_at_random_are_counted_as_the_library_counts_them() {
        var random = new Random(20_261_125);
        for (int round = 0; round < 6_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            same(text.toString());
        }
    }

    @Test
    void characters_at_random_are_counted_as_the_library_counts_them() {
        var random = new Random(20_261_126);
        int[] blocks = {0x80, 0x250, 0x3000, 0xA000, 0x10000, 0x20000};
        for (int round = 0; round < 3_000; round++) {
            int most = blocks[random.nextInt(blocks.length)];
            same(IntStream.range(0, random.nextInt(60))
                    .map(i -> random.nextInt(most))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
    }

    /** Each point alone, and between letters, so that every class of signs is met. */
    @Test
    void every_character_is_of_the_kind_that_the_library_takes_it_for() {
        for (int point = 0; point < 0x20000; point += point < 0x3400 ? 1 : 37) {
            same(Character.toString(point));
            same("a" + Character.toString(point) + "B 1" + Character.toString(point) + "b" + Character.toString(point)
                    + "/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", " ", "\n", "好", "1", "-", "'s", "aB", "\uD83D\uDE00", "\u0301", " x", "中a"})
    void runs_are_counted_as_the_library_counts_them(String part) {
        for (int times : new int[] {2, 3, 7, 21, 22, 32, 63, 64, 65, 66, 85, 86, 250, 1_000}) {
            same(part.repeat(times));
            same("x " + part.repeat(times) + "Y");
        }
    }

    @Test
    void words_without_end_are_counted_as_the_library_counts_them() {
        var random = new Random(7);
        for (int length : new int[] {22, 63, 64, 65, 66, 200, 499, 500, 501, 3_000}) {
            var letters = new StringBuilder();
            var chinese = new StringBuilder();
            for (int i = 0; i < length; i++) {
                letters.append((char) ('a' + random.nextInt(26)));
                chinese.append((char) (0x4E00 + random.nextInt(3_000)));
            }
            same(letters.toString());
            same(chinese.toString());
        }
    }

    /** Hundreds of thousands of characters in some tenths of a second; what grew with the square would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "A", " ", "\n", "好", "1", "!", "random letters", "random chinese", "Aé中"})
    @Timeout(60)
    void the_longest_texts_take_time_that_grows_with_their_length(String what) {
        var random = new Random(3);
        var text = new StringBuilder();
        while (text.length() < 300_000) {
            switch (what) {
                case "random letters" -> text.append((char) ('a' + random.nextInt(26)));
                case "random chinese" -> text.append((char) (0x4E00 + random.nextInt(8_000)));
                default -> text.append(what);
            }
        }
        long from = System.nanoTime();
        assertThat(O200k.count(text.toString())).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(15));
    }

    private static void same(String text) {
        assertThat(O200k.count(text)).as("%s", text).isEqualTo(LIBRARY.countTokensOrdinary(text));
    }
}
