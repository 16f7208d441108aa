package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Visitor;

/** The list of conversations, and that each is its member's alone. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConversationsIT {
    private Chatter aiko;
    private String conversation;
    private String answer;

    @BeforeEach
    void a_conversation() {
        aiko = new Chatter("aiko@acme.example");
        var asked = aiko.ask("stub-echo", "# A **bold** title\nand more");
        conversation = asked.getString("conversation");
        answer = asked.getJsonObject("answer").getString("id");
        aiko.over(answer);
    }

    @Test
    void a_new_one_is_titled_by_its_first_line_and_stands_first() {
        assertThat(titles(aiko).get(0)).isEqualTo("A bold title");
    }

    @Test
    void an_old_one_that_is_asked_again_moves_to_the_top() {
        var second = aiko.ask("stub-echo", "The other one");
        aiko.over(second.getJsonObject("answer").getString("id"));
        assertThat(titles(aiko).subList(0, 2)).containsExactly("The other one", "A bold title");
        var again = Visitor.json(aiko.askOn(conversation, "stub-echo", "More").body());
        aiko.over(again.getJsonObject("answer").getString("id"));
        assertThat(titles(aiko).subList(0, 2)).containsExactly("A bold title", "The other one");
    }

    @Test
    void a_title_that_the_member_gave_stays() {
        var renamed = aiko.visitor().patch("/app/chat/conversations/" + conversation, title("  My \n own   title "));
        assertThat(Visitor.json(renamed.body()).getString("title")).isEqualTo("My own title");
        var again = Visitor.json(aiko.askOn(conversation, "stub-echo", "More").body());
        aiko.over(again.getJsonObject("answer").getString("id"));
        assertThat(titles(aiko).get(0)).isEqualTo("My own title");
        assertThat(aiko.visitor()
                        .patch("/app/chat/conversations/" + conversation, title("x".repeat(121)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(aiko.visitor()
                        .patch("/app/chat/conversations/" + conversation, title(" "))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_deleted_one_is_gone_and_its_cost_stays() {
        assertThat(aiko.visitor()
                        .delete("/app/chat/conversations/" + conversation)
                        .statusCode())
                .isEqualTo(204);
        assertThat(aiko.visitor()
                        .get("/app/chat/conversations/" + conversation + "/messages")
                        .statusCode())
                .isEqualTo(404);
        assertThat(aiko.visitor().get("/app/chat/messages/" + answer).statusCode())
                .isEqualTo(404);
        assertThat(aiko.visitor().get("/chat/index.xhtml?c=" + conversation).statusCode())
                .isEqualTo(404);
        assertThat(Chatter.number("SELECT COUNT(*) FROM usage_event WHERE conversation_id = ?", conversation))
                .isOne();
    }

    @Test
    void deleting_one_stops_the_answer_that_is_being_written_in_it() {
        var slow = aiko.ask("stub-slow", "Go on");
        var id = slow.getJsonObject("answer").getString("id");
        assertThat(aiko.visitor()
                        .delete("/app/chat/conversations/" + slow.getString("conversation"))
                        .statusCode())
                .isEqualTo(204);
        org.awaitility.Awaitility.await()
                .until(() -> "STOPPED".equals(Chatter.text("SELECT state FROM message WHERE id = ?", id)));
    }

    @Test
    void it_is_its_members_alone_even_among_colleagues() {
        for (var other : List.of("anna@acme.example", "bella@birch.example")) {
            var chatter = new Chatter(other);
            var visitor = chatter.visitor();
            assertThat(visitor.get("/chat/index.xhtml?c=" + conversation).statusCode())
                    .isEqualTo(404);
            assertThat(visitor.get("/app/chat/conversations/" + conversation + "/messages")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(visitor.get("/app/chat/messages/" + answer).statusCode()).isEqualTo(404);
            assertThat(visitor.get("/app-stream/" + answer).statusCode()).isEqualTo(404);
            assertThat(visitor.post("/app/chat/messages/" + answer + "/stop", JsonObject.EMPTY_JSON_OBJECT)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(visitor.patch("/app/chat/conversations/" + conversation, title("Mine"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(visitor.delete("/app/chat/conversations/" + conversation).statusCode())
                    .isEqualTo(404);
            assertThat(visitor.get("/app/chat/conversations?after=" + conversation)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(chatter.askOn(conversation, "stub-echo", "Me too").statusCode())
                    .isEqualTo(404);
        }
        assertThat(aiko.message(answer).getString("text")).contains("title");
    }

    @Test
    void a_running_answer_is_its_members_alone() {
        var id = aiko.ask("stub-slow", "Go on").getJsonObject("answer").getString("id");
        var anna = new Chatter("anna@acme.example");
        assertThat(anna.visitor().get("/app-stream/" + id).statusCode()).isEqualTo(404);
        assertThat(anna.visitor()
                        .post("/app/chat/messages/" + id + "/stop", JsonObject.EMPTY_JSON_OBJECT)
                        .statusCode())
                .isEqualTo(404);
        assertThat(aiko.state(id)).isEqualTo("STREAMING");
        aiko.visitor().post("/app/chat/messages/" + id + "/stop", JsonObject.EMPTY_JSON_OBJECT);
        assertThat(aiko.over(id).getJsonObject("footer").getString("state")).isEqualTo("STOPPED");
    }

    @Test
    void nobody_signed_in_and_no_token_change_nothing() {
        var nobody = new Visitor(org.tenantry.testbed.Bed.server());
        assertThat(nobody.get("/app-stream/" + answer).statusCode()).isEqualTo(401);
        assertThat(nobody.get("/app/chat/messages/" + answer).statusCode()).isEqualTo(401);
        assertThat(nobody.postText("/app/chat/messages", "{}").statusCode()).isIn(401, 403);
    }

    private static JsonObject title(String title) {
        return Json.createObjectBuilder().add("title", title).build();
    }

    private static List<String> titles(Chatter chatter) {
        return Visitor.json(chatter.visitor().get("/app/chat/conversations").body())
                .getJsonArray("conversations")
                .getValuesAs(row -> row.asJsonObject().getString("title"));
    }
}
