package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Visitor;

/** What is asked or answered anew: nothing is lost, a model is told one version, and each is paid for itself. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class VersionsIT {
    private static final Chatter ABEL = new Chatter("abel@acme.example");

    private String conversation;
    private String question;
    private String answer;

    @BeforeEach
    void ask() {
        var asked = ABEL.ask("stub-echo", "one");
        conversation = asked.getString("conversation");
        question = asked.getJsonObject("question").getString("id");
        answer = asked.getJsonObject("answer").getString("id");
        ABEL.over(answer);
    }

    @Test
    void an_answer_anew_is_told_what_came_before_it_and_is_paid_for_itself() {
        var second = whole(post("text", "two", "demo"));
        var anew = whole(post("again", second.getString("id"), "demo"));
        assertThat(anew.getString("text")).contains("Messages sent to me in all: 3.");
        assertThat(anew.getString("version")).isEqualTo("2/2");
        assertThat(anew.getString("previous")).isEqualTo(second.getString("id"));
        assertThat(shown()).hasSize(4).endsWith(anew.getString("id"));
        assertThat(number(
                        "SELECT COUNT(DISTINCT c.id) FROM model_call c JOIN message m ON m.call_id = c.id"
                                + " WHERE m.conversation_id = ? AND c.state = 'SETTLED'",
                        conversation))
                .isEqualTo(3);
    }

    @Test
    void a_question_in_other_words_leaves_what_followed_the_old_ones() {
        whole(post("text", "two", "stub-echo"));
        var told = post("instead", question, "demo", "uno");
        var other = whole(told);
        assertThat(other.getString("text")).contains("Messages sent to me in all: 1.");
        assertThat(told.getJsonObject("question").getString("version")).isEqualTo("2/2");
        assertThat(shown()).hasSize(2);

        var back = Visitor.json(ABEL.visitor()
                .post(
                        "/app/chat/messages/" + question + "/show",
                        Json.createObjectBuilder().build())
                .body());
        assertThat(back.getJsonArray("messages")).hasSize(4);
        assertThat(shown()).hasSize(4).startsWith(question, answer);
        var third = whole(post("text", "three", "demo"));
        assertThat(third.getString("text")).contains("Messages sent to me in all: 5.");
    }

    @Test
    void a_failed_answer_that_others_followed_is_not_written_over() {
        var failed = whole(post("text", "two", "stub-error-500"));
        whole(post("text", "three", "stub-echo"));
        var anew = whole(post("again", failed.getString("id"), "stub-echo"));
        assertThat(anew.getString("id")).isNotEqualTo(failed.getString("id"));
        assertThat(anew.getString("text")).isEqualTo("two");
        assertThat(ABEL.state(failed.getString("id"))).isEqualTo("FAILED");
    }

    @Test
    void a_branch_begins_with_the_same_words_and_nothing_is_paid_for_them() {
        var second = whole(post("text", "two", "stub-echo"));
        var branch = Visitor.json(ABEL.visitor()
                        .post(
                                "/app/chat/messages/" + answer + "/fork",
                                Json.createObjectBuilder().build())
                        .body())
                .getString("conversation");
        assertThat(text("SELECT GROUP_CONCAT(text ORDER BY seq) FROM message WHERE conversation_id = ?", branch))
                .isEqualTo("one,one");
        assertThat(number("SELECT COUNT(*) FROM message WHERE conversation_id = ? AND call_id IS NOT NULL", branch))
                .isZero();
        var on = Visitor.json(ABEL.askOn(branch, "demo", "there").body())
                .getJsonObject("answer")
                .getString("id");
        assertThat(ABEL.over(on).getString("text")).contains("Messages sent to me in all: 3.");
        assertThat(shown()).endsWith(second.getString("id"));
    }

    @Test
    void what_is_of_another_conversation_or_of_another_kind_is_refused() {
        var elsewhere = ABEL.ask("stub-echo", "elsewhere");
        ABEL.over(elsewhere.getJsonObject("answer").getString("id"));
        for (var wrong : List.of(
                wish("again", question, "stub-echo", ""),
                wish("instead", answer, "stub-echo", "x"),
                wish("again", elsewhere.getJsonObject("answer").getString("id"), "stub-echo", ""),
                wish("instead", elsewhere.getJsonObject("question").getString("id"), "stub-echo", "x"),
                wish("again", UUID.randomUUID().toString(), "stub-echo", ""))) {
            assertThat(ABEL.visitor().post("/app/chat/messages", wrong).body())
                    .contains("chat.refusal.nothingToRepeat");
        }
        var bella = new Chatter("bella@birch.example").visitor();
        for (var act : List.of("show", "fork")) {
            assertThat(bella.post(
                                    "/app/chat/messages/" + answer + "/" + act,
                                    Json.createObjectBuilder().build())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(shown()).containsExactly(question, answer);
    }

    private JsonObject post(String how, String value, String model) {
        return how.equals("text") ? post("", "", model, value) : post(how, value, model, "");
    }

    private JsonObject post(String how, String id, String model, String text) {
        var answered = ABEL.visitor().post("/app/chat/messages", wish(how, id, model, text));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(202);
        return Visitor.json(answered.body());
    }

    private JsonObject wish(String how, String id, String model, String text) {
        var wish = Json.createObjectBuilder()
                .add("conversation", conversation)
                .add("model", Chatter.idOf(model))
                .add("text", text)
                .add("requestKey", UUID.randomUUID().toString());
        return (how.isEmpty() ? wish : wish.add(how, id)).build();
    }

    private static JsonObject whole(JsonObject told) {
        return ABEL.over(told.getJsonObject("answer").getString("id"));
    }

    private List<String> shown() {
        return Visitor.json(ABEL.visitor()
                        .get("/app/chat/conversations/" + conversation + "/messages")
                        .body())
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(message -> message.getString("id"))
                .toList();
    }
}
