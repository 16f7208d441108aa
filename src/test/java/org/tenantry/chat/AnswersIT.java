package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;

/** Answers from the first word to the receipt: asked once, kept whole, stopped, cut, failed and tried again. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersIT {
    private static final String PAID = "SELECT CONCAT(c.state, ' ', IFNULL(u.output_tokens, '-')) FROM message m"
            + " JOIN model_call c ON c.id = m.call_id LEFT JOIN usage_event u ON u.call_id = c.id WHERE m.id = ?";

    private static Chatter abel;

    @BeforeAll
    static void sign_in() {
        abel = new Chatter("abel@acme.example");
    }

    @Test
    void an_answer_is_kept_shown_and_paid() {
        var asked = abel.ask("stub-echo", "Say **“重点”**内容");
        assertThat(asked.getString("title")).isEqualTo("Say “重点”内容");
        var answer = abel.over(asked.getJsonObject("answer").getString("id"));
        assertThat(answer.getString("text")).isEqualTo("Say **“重点”**内容");
        assertThat(answer.getString("html")).contains("<strong>“重点”</strong>内容");
        assertThat(answer.getString("model")).isEqualTo("Stub echo");
        assertThat(answer.getJsonObject("footer").getString("tokens")).matches("\\d+ in · \\d+ out");
        assertThat(answer.getJsonObject("footer").getString("cost")).startsWith("$0.0000");
        assertThat(text(PAID, answer.getString("id"))).startsWith("SETTLED ");
    }

    @Test
    void the_same_request_key_sent_fifty_times_is_one_call() throws Exception {
        var key = UUID.randomUUID().toString();
        var model = Chatter.idOf("stub-echo");
        var runners = Executors.newFixedThreadPool(50);
        try {
            var answers = new ArrayList<String>();
            for (var run : runners.invokeAll(java.util.Collections.nCopies(
                    50, (Callable<HttpResponse<String>>) () -> abel.visitor().ask(model, "Only once", key)))) {
                assertThat(run.get().statusCode()).as(run.get().body()).isEqualTo(202);
                answers.add(
                        Visitor.json(run.get().body()).getJsonObject("answer").getString("id"));
            }
            assertThat(answers).hasSize(50).containsOnly(answers.get(0));
            assertThat(number("SELECT COUNT(*) FROM model_call WHERE idempotency_key = ?", key))
                    .isOne();
            assertThat(number(
                            "SELECT COUNT(*) FROM message WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = ?)",
                            answers.get(0)))
                    .isEqualTo(2);
            abel.over(answers.get(0));
        } finally {
            runners.shutdownNow();
        }
    }

    @Test
    void the_same_request_key_sent_twice_at_once_in_a_conversation_is_one_answer() throws Exception {
        var asked = abel.ask("stub-echo", "Start");
        abel.over(asked.getJsonObject("answer").getString("id"));
        var body = Json.createObjectBuilder()
                .add("conversation", asked.getString("conversation"))
                .add("model", Chatter.idOf("stub-slow"))
                .add("text", "[stub tokens=20 pause=50]")
                .add("requestKey", UUID.randomUUID().toString())
                .build();
        var runners = Executors.newFixedThreadPool(10);
        try {
            var answers = new ArrayList<String>();
            for (var run : runners.invokeAll(java.util.Collections.nCopies(
                    10, (Callable<HttpResponse<String>>) () -> abel.visitor().post("/app/chat/messages", body)))) {
                assertThat(run.get().statusCode()).as(run.get().body()).isEqualTo(202);
                answers.add(
                        Visitor.json(run.get().body()).getJsonObject("answer").getString("id"));
            }
            assertThat(answers).containsOnly(answers.get(0));
            abel.over(answers.get(0));
        } finally {
            runners.shutdownNow();
        }
    }

    @Test
    void another_question_under_a_used_key_is_refused() {
        var key = UUID.randomUUID().toString();
        var model = Chatter.idOf("stub-echo");
        assertThat(abel.visitor().ask(model, "First", key).statusCode()).isEqualTo(202);
        assertThat(abel.visitor().ask(model, "Second", key).statusCode()).isEqualTo(422);
        assertThat(abel.visitor().ask(model, "First", key).statusCode()).isEqualTo(202);
    }

    @Test
    void a_stopped_answer_keeps_what_was_shown_and_pays_for_no_more() {
        var id = abel.ask("stub-slow", "Count").getJsonObject("answer").getString("id");
        Awaitility.await("some words").atMost(20, TimeUnit.SECONDS).until(() -> !shown(id)
                .isEmpty());
        assertThat(stop(id)).isEqualTo(202);
        var stopped = abel.over(id);
        assertThat(stopped.getJsonObject("footer").getString("state")).isEqualTo("STOPPED");
        assertThat(stopped.getString("text")).isNotBlank();
        long output = number(
                "SELECT u.output_tokens FROM message m JOIN usage_event u ON u.call_id = m.call_id WHERE m.id = ?", id);
        assertThat(output).isBetween(1L, 199L);
        assertThat(number(
                        "SELECT u.local_output_tokens FROM message m JOIN usage_event u ON u.call_id = m.call_id WHERE m.id = ?",
                        id))
                .isEqualTo(output);
        assertThat(stop(id)).as("a second stop changes nothing").isEqualTo(202);
        assertThat(abel.state(id)).isEqualTo("STOPPED");
    }

    @Test
    void two_windows_and_one_that_comes_back_hear_the_same_answer() throws Exception {
        var id = abel.ask("stub-slow", "[stub tokens=60 pause=40]")
                .getJsonObject("answer")
                .getString("id");
        var runners = Executors.newFixedThreadPool(2);
        try {
            var first = runners.submit(() -> abel.visitor().listen(id));
            var second = runners.submit(() -> abel.visitor().listen(id));
            var heard = first.get(60, TimeUnit.SECONDS);
            assertThat(heard).contains("event: block").contains("event: done");
            assertThat(last(heard, "block")).isEqualTo(last(second.get(60, TimeUnit.SECONDS), "block"));
            assertThat(heard.split("event: block").length)
                    .as("it came in pieces")
                    .isGreaterThan(5);
        } finally {
            runners.shutdownNow();
        }
        var later = abel.visitor().listen(id);
        assertThat(later).contains("event: answer").contains("event: done");
        var whole = Visitor.json(last(later, "answer")).getString("html");
        assertThat(whole).isEqualTo(abel.message(id).getString("html"));
        assertThat(abel.visitor()
                        .get("/app-stream/" + id, "Last-Event-ID", "done")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_reader_who_comes_back_hears_only_what_is_new() {
        var id = abel.ask("stub-slow", "[stub tokens=80 pause=40 echo=0]\n")
                .getJsonObject("answer")
                .getString("id");
        Awaitility.await("some words").atMost(20, TimeUnit.SECONDS).until(() -> !shown(id)
                .isEmpty());
        var again = abel.visitor()
                .get("/app-stream/" + id, "Last-Event-ID", "999999999.0")
                .body();
        assertThat(again).doesNotContain("event: block").contains("event: done");
    }

    @ParameterizedTest
    @CsvSource({
        "stub-cut,CUT,continue,SETTLED",
        "stub-error-in-stream,CUT,continue,SETTLED",
        "stub-error-500,FAILED,retry,VOIDED -",
        "stub-429,FAILED,retry,VOIDED -",
        "stub-429-quota,FAILED,model,VOIDED -",
        "stub-html,FAILED,retry,VOIDED -",
        "stub-silent,FAILED,retry,VOIDED -",
        "stub-no-usage,DONE,'',SETTLED",
        "stub-absurd-usage,DONE,'',SETTLED",
        "stub-reasoning,DONE,'',SETTLED"
    })
    void however_a_provider_ends_the_page_says_it_and_the_books_agree(
            String model, String state, String help, String paid) {
        var footer = abel.over(abel.ask(model, "Hello").getJsonObject("answer").getString("id"));
        assertThat(footer.getJsonObject("footer").getString("state")).isEqualTo(state);
        assertThat(footer.getJsonObject("footer").getString("action")).isEqualTo(help);
        assertThat(text(PAID, footer.getString("id"))).startsWith(paid);
        if (state.equals("FAILED")) {
            assertThat(footer.getJsonObject("footer").getString("note")).contains("Nothing was charged");
        }
    }

    @Test
    void a_failed_answer_is_tried_again_in_its_place_and_with_another_model() {
        var asked = abel.ask("stub-error-500", "Try me");
        var failed = abel.over(asked.getJsonObject("answer").getString("id"));
        var again = again(asked.getString("conversation"), failed.getString("id"), "stub-echo");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        var whole = abel.over(failed.getString("id"));
        assertThat(whole.getString("text")).isEqualTo("Try me");
        assertThat(whole.getString("model")).isEqualTo("Stub echo");
        assertThat(number("SELECT COUNT(*) FROM message WHERE conversation_id = ?", asked.getString("conversation")))
                .isEqualTo(2);
    }

    @Test
    void one_answer_at_a_time_is_written_in_a_conversation() {
        var asked = abel.ask("stub-slow", "First");
        var second = abel.askOn(asked.getString("conversation"), "stub-echo", "Second");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("chat.refusal.stillAnswering");
        stop(asked.getJsonObject("answer").getString("id"));
        abel.over(asked.getJsonObject("answer").getString("id"));
        assertThat(abel.askOn(asked.getString("conversation"), "stub-echo", "Second")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void what_no_model_answered_is_not_sent_to_the_next() {
        var asked = abel.ask("stub-echo", "one");
        abel.over(asked.getJsonObject("answer").getString("id"));
        var failed = Visitor.json(abel.askOn(asked.getString("conversation"), "stub-error-500", "two")
                .body());
        abel.over(failed.getJsonObject("answer").getString("id"));
        var third = Visitor.json(
                abel.askOn(asked.getString("conversation"), "demo", "three").body());
        var answer = abel.over(third.getJsonObject("answer").getString("id"));
        assertThat(answer.getString("text")).contains("Messages sent to me in all: 3.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"text\":1}",
                "{\"text\":[\"a\"]}",
                "{\"model\":\"x\",\"text\":\"a\"}",
                "{\"requestKey\":\"a b\",\"text\":\"a\"}"
            })
    void what_makes_no_sense_is_refused_and_nothing_breaks(String body) {
        var told = abel.visitor().postText("/app/chat/messages", body);
        assertThat(told.statusCode()).isBetween(400, 404);
        assertThat(Visitor.json(told.body()).getJsonObject("error").getString("message"))
                .isNotBlank();
    }

    @Test
    void a_text_beyond_the_limit_is_refused_with_the_limit() {
        var told = abel.visitor()
                .ask(
                        Chatter.idOf("stub-echo"),
                        "字".repeat(70_000),
                        UUID.randomUUID().toString());
        assertThat(told.statusCode()).isEqualTo(400);
        assertThat(told.body()).contains("205 KB").contains("200 KB");
        var huge = abel.visitor()
                .ask(
                        Chatter.idOf("stub-echo"),
                        "x".repeat(2_000_000),
                        UUID.randomUUID().toString());
        assertThat(huge.statusCode()).isEqualTo(413);
    }

    @Test
    void when_no_connection_is_left_the_page_is_told_to_come_back_and_nothing_breaks() throws Exception {
        var model = Chatter.idOf("stub-echo");
        var runners = Executors.newFixedThreadPool(32);
        try (var lock = Bed.database();
                var statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.executeQuery(
                    "SELECT id FROM wallet WHERE tenant_id = (SELECT tenant_id FROM member m JOIN person p"
                            + " ON p.id = m.person_id WHERE p.email = 'abel@acme.example') FOR UPDATE");
            var sentAway = new AtomicBoolean();
            var asked = new ArrayList<java.util.concurrent.Future<List<HttpResponse<String>>>>();
            for (int i = 0; i < 32; i++) {
                asked.add(runners.submit(() -> askUntil(sentAway, model)));
            }
            Awaitility.await("a page is told too")
                    .pollInSameThread()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(
                            () -> {
                                var page = abel.visitor().get("/account/settings.xhtml");
                                assertThat(page.statusCode()).as(page.body()).isIn(200, 503);
                                return page;
                            },
                            AnswersIT::isBusyPage);
            sentAway.set(true);
            lock.rollback();
            for (var one : asked) {
                for (var answer : one.get(60, TimeUnit.SECONDS)) {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
                    if (answer.statusCode() == 503) {
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                        assertThat(answer.body()).contains("busy");
                    } else {
                        abel.over(Visitor.json(answer.body())
                                .getJsonObject("answer")
                                .getString("id"));
                    }
                }
            }
        } finally {
            runners.shutdownNow();
        }
    }

    private static List<HttpResponse<String>> askUntil(AtomicBoolean enough, String model) {
        var answers = new ArrayList<HttpResponse<String>>();
        do {
            answers.add(abel.visitor()
                    .ask(model, "Is there room?", UUID.randomUUID().toString()));
        } while (!enough.get());
        return answers;
    }

    private static boolean isBusyPage(HttpResponse<String> page) {
        if (page.statusCode() == 200) {
            return false;
        }
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.body()).contains("<!DOCTYPE html>").contains("busy");
        return true;
    }

    @Test
    void an_answer_that_another_provider_gave_says_so_and_is_paid_once() throws Exception {
        var label = "Twin " + UUID.randomUUID();
        plant(label, "stub-429", 4);
        var second = plant(label, "stub-echo", 8);
        Thread.sleep(2_100); // until every node has seen them
        var id = abel.visitor()
                .ask(
                        text("SELECT id FROM model WHERE label = ? AND upstream_name = 'stub-429'", label),
                        "Who says this?")
                .getJsonObject("answer")
                .getString("id");
        var heard = abel.visitor().listen(id);
        assertThat(Visitor.json(last(heard, "done")).getString("model", label)).isEqualTo(label);
        var answer = abel.over(id);
        assertThat(answer.getString("text")).isEqualTo("Who says this?");
        assertThat(text("SELECT model_id FROM message WHERE id = ?", id)).isEqualTo(second);
        assertThat(number(
                        "SELECT COUNT(*) FROM call_attempt a JOIN message m ON m.call_id = a.call_id WHERE m.id = ?",
                        id))
                .isEqualTo(2);
        assertThat(number(
                        "SELECT COUNT(*) FROM usage_event u JOIN message m ON m.call_id = u.call_id WHERE m.id = ?",
                        id))
                .isOne();
    }

    @Test
    void a_provider_that_asks_to_wait_is_told_with_its_seconds() {
        var id = abel.ask("stub-429", "Slowly").getJsonObject("answer").getString("id");
        var heard = abel.visitor().listen(id);
        if (heard.contains("event: block") || !heard.contains("\"wait\"")) {
            return; // it was over before anybody listened: then the page is told the end without the seconds
        }
        assertThat(Visitor.json(last(heard, "done")).getInt("wait")).isEqualTo(7);
    }

    @Test
    void deep_json_and_broken_characters_do_no_harm() {
        assertThat(abel.visitor()
                        .postText("/app/chat/messages", "[".repeat(100_000))
                        .statusCode())
                .isEqualTo(400);
        var told = abel.visitor()
                .postText(
                        "/app/chat/messages",
                        "{\"model\":\"" + Chatter.idOf("stub-echo") + "\",\"requestKey\":\"" + UUID.randomUUID()
                                + "\",\"text\":\"half \\ud83d a sign\"}");
        assertThat(told.statusCode()).isEqualTo(202);
        abel.over(Visitor.json(told.body()).getJsonObject("answer").getString("id"));
    }

    /** A model of a provider of its own at the stub, without a key. */
    private static String plant(String label, String upstream, int outputPrice) throws java.sql.SQLException {
        var provider = UUID.randomUUID();
        var model = UUID.randomUUID();
        Newcomer.run(
                "INSERT INTO provider (id, name, kind, base_url, state, asks_usage, first_byte_seconds, idle_seconds,"
                        + " total_seconds, created_at) VALUES (?, ?, 'OPENAI', ?, 'ON', 1, 4, 4, 60, UTC_TIMESTAMP(6))",
                provider,
                "P " + provider,
                "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/v1");
        Newcomer.run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                        + " most_output_tokens, state, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, 'o200k_base', 32000, 2000, 'ON', UTC_TIMESTAMP(6))",
                model,
                provider,
                "m-" + model,
                upstream,
                label);
        Newcomer.run(
                "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                        + " sell_cache_write_n, sell_output_n, created_at) VALUES (?, ?, 'USD', '2020-01-01', 1000000000,"
                        + " 1000000000, 1000000000, ?, UTC_TIMESTAMP(6))",
                UUID.randomUUID(),
                model,
                outputPrice * 1_000_000_000L);
        return model.toString();
    }

    private String shown(String id) {
        return text("SELECT text FROM message WHERE id = ?", id);
    }

    private int stop(String id) {
        return abel.visitor()
                .post("/app/chat/messages/" + id + "/stop", JsonObject.EMPTY_JSON_OBJECT)
                .statusCode();
    }

    private HttpResponse<String> again(String conversation, String failed, String model) {
        return abel.visitor()
                .post(
                        "/app/chat/messages",
                        Json.createObjectBuilder()
                                .add("conversation", conversation)
                                .add("again", failed)
                                .add("model", Chatter.idOf(model))
                                .add("requestKey", UUID.randomUUID().toString())
                                .build());
    }

    /** The data of the last event of that name. */
    private static String last(String heard, String event) {
        int at = heard.lastIndexOf("event: " + event + "\n");
        int data = heard.indexOf("data: ", at) + 6;
        return heard.substring(data, heard.indexOf('\n', data));
    }
}
