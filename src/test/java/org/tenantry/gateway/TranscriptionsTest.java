package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.gateway.TranscriptionAsk.Format;
import org.tenantry.values.TokenUsage;

/** What is sent of a recording and made of what comes, over the files of src/test/resources/providers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TranscriptionsTest {
    private static final List<String> FORMS =
            List.of("transcriptions-openai", "transcriptions-azure", "transcriptions-localai");

    /** What each file says: its words, and how many milliseconds the provider counted, where it did. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            entry("json", "{\"text\":\"Hello, 你好 \uD83D\uDE00.\"}"),
            entry("json-counted-in-tokens", "{\"text\":\"Hello.\"}"),
            entry(
                    "verbose_json",
                    "{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":8.4701,\"text\":\"Hello.\",\"segments\":"
                            + "[{\"id\":0,\"seek\":0,\"start\":0.0,\"end\":3.3,\"text\":\" Hello.\",\"tokens\":[50364,440],"
                            + "\"temperature\":0.0,\"avg_logprob\":-0.28,\"compression_ratio\":1.2,\"no_speech_prob\":0.009}]}"),
            entry(
                    "verbose_json-duration-as-text",
                    "{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":\"8.470000\",\"text\":\"Hello.\","
                            + "\"segments\":[],\"words\":[]}"),
            entry("text", "Hello, 你好.\n"),
            entry("text-answered-in-json", "Hello.\n"),
            entry("srt", "1\n00:00:00,000 --> 00:00:03,300\nHello.\n\n"),
            entry("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:03.300\nHello.\n\n"),
            entry("json-silence", "{\"text\":\"\"}"),
            entry("json-negative-duration", "{\"text\":\"Hello.\"}"),
            entry("json-huge-duration", "{\"text\":\"Hello.\"}"),
            entry("json-tiny-duration", "{\"text\":\"Hello.\",\"duration\":1e-999999999}"));

    private static final Map<String, Long> MILLIS =
            Map.of("json", 9_000L, "verbose_json", 9_000L, "verbose_json-duration-as-text", 8_470L);

    @TestFactory
    Stream<DynamicTest> every_form_is_read_as_it_is() {
        return FORMS.stream().flatMap(form -> WireFile.names(form).stream()
                .map(name -> DynamicTest.dynamicTest(form + " " + name, () -> {
                    reads(form, name);
                    reads(form, name, ones(form, name));
                })));
    }

    private static void reads(String form, String name, int... pieces) {
        var words = new ArrayList<Transcript>();
        var heard = new Heard();
        WireFile.read(form, name).play(new TranscriptAnswer(format(name), words::add, heard), pieces);
        var end = heard.completion();
        if (!WORDS.containsKey(name)) {
            assertThat(end.ending()).isEqualTo(Ending.FAILED);
            assertThat(words).isEmpty();
            assertThat(heard.failure())
                    .isEqualTo(
                            switch (name) {
                                case "error-format" -> Kind.REQUEST_REFUSED;
                                case "error-key" -> Kind.KEY_REFUSED;
                                case "error-server" -> Kind.PROVIDER_ERROR;
                                default -> Kind.BAD_ANSWER;
                            });
            return;
        }
        assertThat(end.ending()).isEqualTo(Ending.DONE);
        assertThat(words)
                .singleElement()
                .extracting(said -> new String(said.body(), StandardCharsets.UTF_8))
                .isEqualTo(WORDS.get(name));
        assertThat(end.usage().map(TokenUsage::audioMillis).orElse(null)).isEqualTo(MILLIS.get(name));
    }

    private static Format format(String name) {
        return name.contains("verbose")
                ? Format.VERBOSE_JSON
                : name.contains("srt")
                        ? Format.SRT
                        : name.contains("vtt")
                                ? Format.VTT
                                : name.contains("text") && !name.contains("without") ? Format.TEXT : Format.JSON;
    }

    @Test
    void a_recording_is_sent_under_a_name_of_ours() {
        var ask = new TranscriptionAsk(
                "whisper-1", Path.of("x"), 5, "mp3", "", "Names: \r\n--b", Format.SRT, "0.2", List.of("word"));
        var content = TranscriptionForm.content(ask, "BOUND");
        assertThat(new String(content.before(), StandardCharsets.UTF_8))
                .isEqualTo("--BOUND\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
                        + "--BOUND\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nNames: \r\n--b\r\n"
                        + "--BOUND\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\nsrt\r\n"
                        + "--BOUND\r\nContent-Disposition: form-data; name=\"temperature\"\r\n\r\n0.2\r\n"
                        + "--BOUND\r\nContent-Disposition: form-data; name=\"timestamp_granularities[]\"\r\n\r\nword\r\n"
                        + "--BOUND\r\nContent-Disposition: form-data; name=\"file\"; filename=\"recording.mp3\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n");
        assertThat(new String(content.after(), StandardCharsets.UTF_8)).isEqualTo("\r\n--BOUND--\r\n");
        assertThat(content.length()).isEqualTo(content.before().length + 5L + content.after().length);
    }

    /** Byte by byte. */
    private static int[] ones(String form, String name) {
        var ones = new int[WireFile.read(form, name).body().length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
