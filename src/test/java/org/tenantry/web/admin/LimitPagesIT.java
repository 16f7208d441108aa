package org.tenantry.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Firm;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Limits are set on pages by whom they belong to, count within two seconds, and are told in words in the chat. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitPagesIT {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final String mark = "Limited " + Ids.next();

    @Test
    void an_admin_lowers_what_a_member_may_ask_and_the_chat_says_who_did() throws SQLException {
        var firm = Firm.open(mark);
        var member = Newcomer.person();
        var place = member.joins(firm.tenant(), "MEMBER");
        var admin = Visitor.signedIn(firm.admin().email());
        for (var wrong :
                Map.of("requests", "0", "tokens", "-5", "streams", "1.5").entrySet()) {
            assertThat(set(admin, place, Map.of(wrong.getKey(), wrong.getValue())))
                    .as(wrong.toString())
                    .contains("whole number");
        }
        assertThat(set(admin, place, Map.of("requests", "99999999999999999999")))
                .contains("message");
        assertThat(Chatter.number(
                        "SELECT COUNT(*) FROM rate_limit WHERE tenant_id = ?",
                        firm.tenant().toString()))
                .isZero();
        assertThat(set(admin, place, Map.of("requests", "1"))).isEmpty();
        assertThat(admin.get("/admin/limits.xhtml").body()).contains("The limits are set.");
        var foreign = Visitor.signedIn(Firm.open("Other " + mark).admin().email());
        assertThat(foreign.get("/admin/limits.xhtml?of=" + place).body()).doesNotContain("value=\"" + place);
        foreign.submit("/admin/limits.xhtml", "set", Map.of("of", place.toString(), "requests", "7"));
        assertThat(Chatter.number(
                        "SELECT COUNT(*) FROM rate_limit WHERE requests = 7 AND subject = ?", place.toString()))
                .isZero();
        assertThat(Visitor.signedIn(member.email()).get("/admin/limits.xhtml").statusCode())
                .isNotEqualTo(200);

        var chat = Visitor.signedIn(member.email());
        var model = Chatter.idOf("stub-echo");
        Awaitility.await().atMost(BOUND).until(() -> ask(chat, model)
                .contains("An admin of your company allows you one request"));
        assertThat(Visitor.signedIn(firm.admin().email())
                        .ask(model, "Hello", UUID.randomUUID().toString())
                        .body())
                .as("the admin has no such limit, but the company has no credit")
                .doesNotContain("allows you");
    }

    @Test
    void the_operator_limits_a_company_and_its_admin_is_held_to_that() throws SQLException {
        var firm = Firm.open(mark);
        var operator = Visitor.signedIn(Bed.OPERATOR);
        var page = "/operator/tenant-limits.xhtml?id=" + firm.tenant();
        assertThat(operator.submit(page, "limits", Map.of("requests", "-1")).body())
                .contains("whole number");
        assertThat(operator.submit(page, "limits", Map.of("requests", "5", "streams", "0"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(operator.get(page).body()).contains("value=\"5\"").contains("value=\"0\"");
        assertThat(operator.get("/operator/tenant-limits.xhtml?id=" + Ids.next())
                        .statusCode())
                .isEqualTo(404);
        var admin = Visitor.signedIn(firm.admin().email());
        Awaitility.await().atMost(BOUND).until(() -> set(admin, firm.member(), Map.of("requests", "6"))
                .contains("Your company itself may have 5"));
        assertThat(set(admin, firm.member(), Map.of("requests", "5"))).isEmpty();
    }

    private static String set(Visitor admin, UUID member, Map<String, String> numbers) {
        var answer = admin.submit("/admin/limits.xhtml?of=" + member, "set", numbers);
        return answer.statusCode() == 302 ? "" : answer.body();
    }

    private static String ask(Visitor chat, String model) {
        return chat.ask(model, "Hello", UUID.randomUUID().toString()).body();
    }
}
