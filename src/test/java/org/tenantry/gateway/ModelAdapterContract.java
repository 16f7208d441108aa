package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Incoming;
import org.tenantry.values.Manner;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.Tool;

/** What every wire form must make of the answers of its provider, over the files of src/test/resources/providers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ModelAdapterContract {
    static final Ask ASK =
            new Ask("a-model", List.of(new Turn(Turn.Speaker.USER, "Say \"hello\"\nand 你好 \uD83D\uDE00")), 100);

    static final Tool WEATHER =
            new Tool("weather", "Tells the weather.", "{\"type\":\"object\",\"properties\":{\"city\":{}}}");
    static final Tool CLOCK = new Tool("clock", "Tells the time.", "{\"type\":\"object\",\"properties\":{}}");

    /** The same with two tools at hand. */
    static final Ask WITH_TOOLS =
            new Ask("a-model", ASK.turns(), 100, Manner.PLAIN.with(List.of(WEATHER, CLOCK), Tool.Choice.AUTO), false);

    private static final int STRIDE = 61;

    /** The folder of the form's files. */
    abstract String form();

    abstract Incoming answer(Ask ask, Hearing hearing);

    Heard play(String file) {
        var heard = new Heard();
        WireFile.read(form(), file).play(answer(ask(file), heard));
        return heard;
    }

    private static Ask ask(String file) {
        return file.startsWith("tool") && !file.contains("nobody") ? WITH_TOOLS : ASK;
    }

    void ends(String file, Ending ending, String text) {
        var heard = play(file);
        assertThat(heard.text()).isEqualTo(text);
        assertThat(heard.ending()).isEqualTo(ending);
        assertThat(heard.completion().failure()).isEmpty();
    }

    void fails(String file, Kind kind, boolean retriable) {
        var heard = play(file);
        assertThat(heard.text()).isEmpty();
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(kind);
        assertThat(heard.completion().failure().orElseThrow().retriable()).isEqualTo(retriable);
        assertThat(heard.completion().usage()).isEmpty();
    }

    void isCut(String file, String text, Kind kind) {
        var heard = play(file);
        assertThat(heard.text()).isEqualTo(text);
        assertThat(heard.ending()).isEqualTo(Ending.CUT);
        assertThat(heard.failure()).isEqualTo(kind);
    }

    void counts(String file, TokenUsage usage) {
        assertThat(play(file).completion().usage()).contains(usage);
    }

    void countsNothing(String file) {
        var heard = play(file);
        assertThat(heard.text()).isEqualTo("Hello, world!");
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.completion().usage()).isEmpty();
    }

    @Test
    void an_answer_is_heard_whole_and_counted() {
        ends("answer", Ending.DONE, "Hello, world!");
        counts("answer", TokenUsage.of(19, 5));
    }

    @Test
    void an_answer_at_the_limit_says_so() {
        ends("length", Ending.LENGTH, "Hello, world!");
        counts("length", TokenUsage.of(19, 5));
    }

    @Test
    void an_answer_without_usage_is_whole_but_not_counted() {
        countsNothing("no-usage");
    }

    @Test
    void reasoning_is_heard_apart() {
        var heard = play("reasoning");
        assertThat(heard.reasoning()).isEqualTo("Let me think.");
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(heard.completion().usage().orElseThrow().output()).isEqualTo(20);
    }

    @Test
    void an_error_before_the_first_token_is_a_failure() {
        fails("error-before-the-first-token", Kind.PROVIDER_ERROR, true);
    }

    @Test
    void an_error_after_some_tokens_cuts_and_its_text_is_not_heard() {
        isCut("error-after-some-tokens", "Hello,", Kind.PROVIDER_ERROR);
    }

    @Test
    void a_stream_that_just_closes_is_cut() {
        isCut("ends-without-a-word", "Hello,", Kind.BAD_ANSWER);
    }

    @Test
    void a_stream_without_anything_is_a_failure() {
        fails("nothing", Kind.BAD_ANSWER, false);
    }

    @Test
    void a_connection_that_breaks_cuts() {
        isCut("breaks-off", "Hello,", Kind.UNREACHABLE);
    }

    @Test
    void silence_cuts() {
        isCut("falls-silent", "Hello", Kind.TIMED_OUT);
    }

    @Test
    void what_is_not_json_cuts() {
        isCut("not-json", "Hello", Kind.BAD_ANSWER);
    }

    @Test
    void missing_and_null_fields_do_no_harm() {
        ends("nulls-everywhere", Ending.DONE, "Hello");
    }

    @Test
    void text_beyond_the_basic_plane_arrives_whole() {
        ends("chinese-and-emoji", Ending.DONE, "你好,世界\uD83D\uDE00 é\uD83D\uDC69\u200D\uD83D\uDCBB");
    }

    @Test
    void a_tool_call_that_nobody_asked_for_says_nothing() {
        ends("tool-call-nobody-asked-for", Ending.DONE, "");
        counts("tool-call-nobody-asked-for", TokenUsage.of(19, 5));
    }

    @Test
    void nothing_is_heard_after_the_end() {
        ends("text-after-the-end", Ending.DONE, "Hello");
        counts("text-after-the-end", TokenUsage.of(19, 1));
    }

    @Test
    void a_refused_key_is_told() {
        fails("key-refused", Kind.KEY_REFUSED, false);
    }

    @Test
    void an_unknown_model_is_told() {
        fails("model-unknown", Kind.MODEL_UNKNOWN, false);
    }

    @Test
    void a_rate_limit_is_told_with_its_time() {
        fails("rate-limited", Kind.RATE_LIMITED, true);
        assertThat(play("rate-limited").completion().failure().orElseThrow().retryAfterSeconds())
                .isEqualTo(7);
    }

    @Test
    void a_refused_request_is_told() {
        fails("request-refused", Kind.REQUEST_REFUSED, false);
    }

    @Test
    void an_error_of_the_server_is_told() {
        fails("server-error", Kind.PROVIDER_ERROR, true);
    }

    @Test
    void a_redirect_is_not_followed() {
        fails("redirected", Kind.BAD_ANSWER, false);
    }

    @Test
    void a_page_with_status_200_is_a_failure() {
        fails("page-with-status-200", Kind.BAD_ANSWER, false);
    }

    @Test
    void a_model_that_ignores_its_limit_is_stopped_there() {
        var heard = new Heard();
        var ask = new Ask("a-model", ASK.turns(), 1);
        var file = WireFile.read(form(), "answer");
        var talk = new String(file.body(), StandardCharsets.UTF_8)
                .replace("Hello", "word ".repeat(60).strip());
        new WireFile(200, file.headers(), talk.getBytes(StandardCharsets.UTF_8)).play(answer(ask, heard));
        assertThat(heard.ending()).isEqualTo(Ending.LENGTH);
        assertThat(heard.text()).startsWith("word word").endsWith("word").doesNotContain("world!");
        assertThat(heard.completion().usage()).isEmpty();
    }

    /** Before anything came, after the first token, after many: what was heard by then is all there is. */
    @Test
    void a_reader_who_leaves_ends_it_wherever_that_is() {
        leaves("answer");
        leaves("reasoning");
    }

    void leaves(String name) {
        var file = WireFile.read(form(), name);
        var whole = play(name);
        for (int length = 0; length <= file.body().length; length++) {
            var heard = new Heard();
            file.leave(answer(ask(name), heard), length);
            assertThat(whole.text()).startsWith(heard.text());
            assertThat(whole.reasoning()).startsWith(heard.reasoning());
            if (heard.ending() != Ending.STOPPED) {
                assertThat(heard.ending()).isEqualTo(whole.ending());
                assertThat(heard.text()).isEqualTo(whole.text());
                continue;
            }
            assertThat(heard.completion().requests()).isEmpty();
            assertThat(heard.completion().usage()).isEmpty();
            assertThat(heard.completion().failure()).isEmpty();
        }
    }

    @Test
    void a_giant_line_is_not_taken_in() {
        var heard = new Heard();
        var file = WireFile.read(form(), "answer");
        var body = new byte[3 << 20];
        Arrays.fill(body, (byte) 'x');
        new WireFile(200, file.headers(), body).play(answer(ASK, heard));
        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.failure()).isEqualTo(Kind.BAD_ANSWER);
    }

    /** Wherever the network splits a stream, the same is heard. */
    @TestFactory
    Stream<DynamicTest> split_anywhere() {
        return WireFile.names(form()).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    var file = WireFile.read(form(), name);
                    var whole = play(name);
                    for (int from = 0; from < STRIDE; from++) {
                        int[] pieces = pieces(file.body().length, from);
                        var split = new Heard();
                        file.play(answer(ask(name), split), pieces);
                        assertThat(split.completion()).as("split from %d", from).isEqualTo(whole.completion());
                        assertThat(split.text()).isEqualTo(whole.text());
                        assertThat(split.reasoning()).isEqualTo(whole.reasoning());
                    }
                    var drip = new Heard();
                    file.play(
                            answer(ask(name), drip),
                            IntStream.generate(() -> 1)
                                    .limit(file.body().length)
                                    .toArray());
                    assertThat(drip.completion()).as("byte by byte").isEqualTo(whole.completion());
                    assertThat(drip.text()).isEqualTo(whole.text());
                }));
    }

    /** A first piece of this length, then strides: over all lengths each place is a split once. */
    private static int[] pieces(int length, int first) {
        return first > length
                ? new int[0]
                : IntStream.concat(
                                IntStream.of(first),
                                IntStream.generate(() -> STRIDE).limit((length - first) / STRIDE))
                        .toArray();
    }
}
