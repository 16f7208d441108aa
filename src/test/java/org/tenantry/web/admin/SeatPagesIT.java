package org.tenantry.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.text;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;

/** Taking a seat away from somebody who chats, and giving it back, over HTTP. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeatPagesIT {
    @Test
    void who_is_removed_while_chatting_gets_the_answer_paid_and_no_other() throws SQLException {
        var tenant = UUID.fromString(text("SELECT id FROM tenant WHERE name = 'Acme'"));
        var person = Newcomer.person();
        var member = person.joins(tenant, "MEMBER");
        var chatter = new Chatter(person.email());
        var answer = chatter.ask("stub-slow", "[stub tokens=60 pause=50]")
                .getJsonObject("answer")
                .getString("id");
        var anna = Visitor.signedIn("anna@acme.example");
        var page = "/admin/seats.xhtml?remove=" + member;
        assertThat(anna.get(page).body()).contains("Remove Person " + person.id() + "?");
        assertThat(anna.submit(page, "leave", Map.of()).statusCode()).isEqualTo(302);
        assertThat(chatter.visitor().get("/app/chat/messages/" + answer).statusCode())
                .isEqualTo(401);
        assertThat(chatter.visitor()
                        .ask(
                                Chatter.idOf("stub-echo"),
                                "Still here?",
                                UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(401);
        Awaitility.await("the end of the answer").atMost(30, TimeUnit.SECONDS).until(() -> "SETTLED"
                .equals(call(answer)));
        assertThat(text("SELECT state FROM message WHERE id = ?", answer)).isEqualTo("DONE");
        assertThat(text(
                        "SELECT u.output_tokens FROM message m JOIN usage_event u ON u.call_id = m.call_id WHERE m.id = ?",
                        answer))
                .isEqualTo("60");

        var seats = anna.get("/admin/seats.xhtml").body();
        assertThat(seats).contains(person.email()).contains("Give a seat back");
        assertThat(anna.submit("/admin/seats.xhtml", "seats", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(text("SELECT state FROM member WHERE id = ?", member.toString()))
                .isEqualTo("ACTIVE");
        assertThat(Visitor.signedIn(person.email()).get("/chat/index.xhtml").statusCode())
                .isEqualTo(200);
        assertThat(anna.submit(page, "leave", Map.of()).statusCode()).isEqualTo(302);
        assertThat(anna.get(page).statusCode())
                .as("who has no seat cannot lose it")
                .isEqualTo(404);
        assertThat(anna.get("/admin/seats.xhtml?remove=nobody").statusCode()).isEqualTo(404);
    }

    private static String call(String message) {
        return text("SELECT c.state FROM message m JOIN model_call c ON c.id = m.call_id WHERE m.id = ?", message);
    }
}
