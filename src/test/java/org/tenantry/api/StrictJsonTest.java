package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What of RFC 8259 is read, and what never is: by the kinds of slips that parsers are known to let through. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StrictJsonTest {
    private static final List<String> GOOD = List.of(
            "[]",
            "{}",
            " [ ] ",
            "[[]   ]",
            "[\"\"]",
            "[\"a\"]",
            "[false]",
            "[null, 1, \"1\", {}]",
            "[null]",
            "[1\n]",
            " [1]",
            "[1,null,null,null,2]",
            "[2] ",
            "[0e+1]",
            "[0e1]",
            "[ 4]",
            "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
            "[20e1]",
            "[-0]",
            "[-123]",
            "[-1]",
            "[1E22]",
            "[1E-2]",
            "[1E+2]",
            "[123e45]",
            "[123.456e78]",
            "[123.456789]",
            "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
            "{\"\":0}",
            "{\"foo\\u0000bar\": 42}",
            "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
            "{\"a\":[]}",
            "[\"\\u0060\\u012a\\u12AB\"]",
            "[\"\\uD801\\udc37\"]",
            "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
            "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
            "[\"\\\\u0000\"]",
            "[\"\\uFFFF\"]",
            "[\"\u2028\u2029\u007f\"]",
            "[\"\ud834\udd1e\"]",
            "\"alone\"",
            "42",
            "-0.1",
            "null",
            "true",
            "[\"a\",\n\"b\"\r\n,\t\"c\"]");

    private static final List<String> BAD = List.of(
            "",
            " ",
            "[1 true]",
            "[\"\": 1]",
            "[\"\"],",
            "[,1]",
            "[1,,2]",
            "[\"x\",,]",
            "[\"x\"]]",
            "[\"\",]",
            "[\"x\"",
            "[x",
            "[3[4]]",
            "[1:2]",
            "[,]",
            "[-]",
            "[   , \"\"]",
            "[\"a\",\n4\n,1,",
            "[1,]",
            "[*]",
            "[\"\"",
            "[1,",
            "[{}",
            "[fals]",
            "[nul]",
            "[tru]",
            "[True]",
            "[++1234]",
            "[+1]",
            "[+Inf]",
            "[-01]",
            "[-1.0.]",
            "[-2.]",
            "[-NaN]",
            "[.-1]",
            "[.2e-3]",
            "[0.1.2]",
            "[0.3e+]",
            "[0.e1]",
            "[0E+]",
            "[1.0e-]",
            "[1 000.0]",
            "[1eE2]",
            "[2.e3]",
            "[9.e+]",
            "[Inf]",
            "[NaN]",
            "[\uff11]",
            "[1+2]",
            "[0x1]",
            "[0x42]",
            "[Infinity]",
            "[012]",
            "[-012]",
            "[1ea]",
            "[1.8011670033376514H-308]",
            "[\"x\", truth]",
            "{[: \"x\"}",
            "{\"x\", null}",
            "{\"x\"::\"b\"}",
            "{\"a\":\"a\" 123}",
            "{key: 'value'}",
            "{\"a\" b}",
            "{:\"b\"}",
            "{\"a\" \"b\"}",
            "{\"a\":",
            "{\"a\"",
            "{1:1}",
            "{null:null}",
            "{\"id\":0,,,,,}",
            "{'a':0}",
            "{\"id\":0,}",
            "{\"a\":\"b\"}/**/",
            "{\"a\":\"b\"}#",
            "{\"a\":\"b\",,\"c\":\"d\"}",
            "{a: \"b\"}",
            "{\"a\":\"a",
            "{ \"foo\" : \"bar\", \"a\" }",
            "{\"a\":\"b\"}#{}",
            "[\"\\uD800\\\"]",
            "[\"\\uD800\\u1\"]",
            "[\"\\x00\"]",
            "[\"\\\\\\\"]",
            "[\"\\\t\"]",
            "[\"\\\ud83c\udf00\"]",
            "[\"\\\"]",
            "[\"\\u00A\"]",
            "[\"\\uD834\\uDd\"]",
            "[\"\\a\"]",
            "[\"\\uqqqq\"]",
            "[\\u0020\"asd\"]",
            "[\\n]",
            "\"",
            "['single']",
            "abc",
            "[\"a\u0000a\"]",
            "[\"new\nline\"]",
            "[\"\t\"]",
            "\"\\UA66D\"",
            "<.>",
            "[<null>]",
            "[1]x",
            "[1]]",
            "[][]",
            "\u00e5",
            "[\u2060]",
            "\ufeff[]",
            "[\u000c]",
            "{\"a\": true} \"x\"",
            "{",
            "[",
            "2@",
            "{}}",
            "{\"\":",
            "{\"a\":/*comment*/\"b\"}",
            "{\"a\": true} 1",
            "[1]\u00a0");

    @Test
    void good_json_is_read() {
        assertThat(GOOD).allSatisfy(text -> StrictJson.read(bytes(text)));
        var read = StrictJson.object(bytes("{\"a\":[1.50,\"\\ud83d\\ude00é\",null,true],\"b\":{\"c\":-0}}"));
        assertThat(read.list("a").orElseThrow().toString()).isEqualTo("[1.50, \ud83d\ude00é, null, true]");
        assertThat(read.object("b").orElseThrow().number("c")).contains(BigDecimal.ZERO);
        assertThat(read.object("b").orElseThrow().json()).isEqualTo("{\"c\":-0}");
    }

    @Test
    void bad_json_is_refused() {
        assertThat(BAD).allSatisfy(text -> assertThatThrownBy(() -> StrictJson.read(bytes(text)))
                .isInstanceOf(BadField.class));
    }

    @Test
    void what_is_only_there_to_hurt_is_refused_by_name() {
        Map.ofEntries(
                        Map.entry("[".repeat(201) + "]".repeat(201), "depth"),
                        Map.entry("{\"a\":".repeat(100_000), "depth"),
                        Map.entry("{\"a\":1,\"\\u0061\":2}", "twice"),
                        Map.entry("[\"\\ud800\"]", "surrogate"),
                        Map.entry("[\"\\udc00\\ud800\"]", "surrogate"),
                        Map.entry("[1e400]", "number"),
                        Map.entry("[1e-400]", "number"),
                        Map.entry("[1e99999999999]", "number"),
                        Map.entry("[" + "9".repeat(101) + "]", "number"),
                        Map.entry("[\"" + "x".repeat(5_000_001) + "\"]", "text"),
                        Map.entry("[" + "1,".repeat(200_000) + "1]", "many"))
                .forEach((text, how) -> assertThatThrownBy(() -> StrictJson.read(bytes(text)))
                        .as(text.substring(0, Math.min(40, text.length())))
                        .isInstanceOfSatisfying(BadField.class, refused -> assertThat(refused.key())
                                .isEqualTo("api.refusal.json." + how)));
        for (var wrong : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xe0, (byte) 0x80, '"'})) {
            assertThatThrownBy(() -> StrictJson.read(wrong))
                    .isInstanceOfSatisfying(
                            BadField.class, refused -> assertThat(refused.key()).isEqualTo("api.refusal.json.utf8"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
