package org.tenantry.web.operator;

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
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Postbox;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** The outbox as its operator sees it over HTTP, also while the mail server is away. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxPageIT {
    private static final String PAGE = "/operator/outbox.xhtml";
    private static final String NOTICE = "/operator/outbox-notice.xhtml?id=";

    private final String mark = Ids.next().toString().substring(24);
    private final String address = "test-" + mark + "@a.example";

    @Test
    void only_operators_may_open_it() throws SQLException {
        var id = written("WAITING", "Secret " + mark);
        var admin = Newcomer.person();
        admin.joins("Tenant of " + admin.email(), "ADMIN");
        var visitor = Visitor.signedIn(admin.email());
        assertThat(visitor.get(PAGE).statusCode()).isEqualTo(403);
        assertThat(visitor.get(NOTICE + id).statusCode()).isEqualTo(403);
        assertThat(new Visitor(Bed.server()).get(PAGE).statusCode()).isEqualTo(302);
        assertThat(new Visitor(Bed.server()).get(NOTICE + id).statusCode()).isEqualTo(302);

        var operator = Visitor.signedIn(Bed.OPERATOR);
        assertThat(operator.get(PAGE).body()).contains("Secret " + mark);
        assertThat(operator.get(NOTICE + id).body()).contains("Secret " + mark, "Line one\nLine two");
    }

    @Test
    void a_test_mail_is_sent_shown_and_on_record() throws SQLException {
        var operator = Visitor.signedIn(Bed.OPERATOR);
        var answer = operator.submit(PAGE, "test", Map.of("address", address));
        assertThat(answer.statusCode()).isEqualTo(302);

        var mail = Postbox.await(address, 1).get(0);
        assertThat(mail.subject()).isIn("Test mail", "测试邮件");
        assertThat(mail.text()).contains(Bed.OPERATOR, "https://chat.tenantry.example");
        await(address, "SENT");
        assertThat(operator.get(PAGE + "?state=SENT").body()).contains(address);
        assertThat(operator.get(PAGE + "?state=FAILED").body()).doesNotContain(address);
        assertThat(operator.get(NOTICE + id(address)).body()).contains(mail.subject(), address);
        assertThat(Newcomer.number(
                        "SELECT COUNT(*) FROM audit_event WHERE act = 'notice.test' AND subject = ?", address))
                .isEqualTo(1);
    }

    @Test
    void what_is_no_address_is_refused_and_nothing_is_written() throws SQLException {
        var operator = Visitor.signedIn(Bed.OPERATOR);
        long before = Newcomer.number("SELECT COUNT(*) FROM notice");
        for (var wrong : new String[] {
            "",
            "nobody",
            "a@b@c.example",
            "a@x.example\r\nBcc: b@x.example",
            "a@x.example,b@x.example",
            "x".repeat(3000)
        }) {
            var answer = operator.submit(PAGE, "test", Map.of("address", wrong));
            assertThat(answer.statusCode()).as(wrong).isEqualTo(200);
            assertThat(answer.body()).as(wrong).containsAnyOf("class=\"bad\"", "field-error");
        }
        assertThat(Newcomer.number("SELECT COUNT(*) FROM notice")).isEqualTo(before);
    }

    @Test
    void a_mail_server_that_is_down_is_told_of_and_gets_the_mails_when_it_is_back() throws SQLException {
        var operator = Visitor.signedIn(Bed.OPERATOR);
        Bed.stopMail();
        try {
            operator.submit(PAGE, "test", Map.of("address", address));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Newcomer.number(
                                    "SELECT COUNT(*) FROM notice WHERE recipient = ? AND state = 'WAITING' AND tries = 1"
                                            + " AND failure = 'UNREACHABLE' AND due_at > TIMESTAMPADD(SECOND, 30, UTC_TIMESTAMP(6))",
                                    address)
                            == 1);
            assertThat(operator.get(NOTICE + id(address)).body()).contains("Connection refused");

            due(7);
            await(address, "FAILED");
            assertThat(operator.get(PAGE + "?state=FAILED").body()).contains(address);
        } finally {
            Bed.startMail();
        }
        var page = NOTICE + id(address);
        assertThat(operator.submit(page, "again", Map.of()).statusCode()).isEqualTo(302);
        Postbox.await(address, 1);
        await(address, "SENT");
        assertThat(operator.get(page).body()).doesNotContain("Connection refused", "<form id=\"again\"");
        assertThat(Newcomer.number(
                        "SELECT COUNT(*) FROM audit_event WHERE act = 'notice.again' AND subject = ?",
                        id(address).toString()))
                .isEqualTo(1);
    }

    @Test
    void the_list_is_paged_filtered_and_shows_hostile_text_as_text() throws SQLException {
        var hostile = "<script>alert(1)</script> " + mark;
        for (int i = 0; i < 60; i++) {
            written("SENT", hostile + " no" + i + ".");
        }
        var operator = Visitor.signedIn(Bed.OPERATOR);
        var first = operator.get(PAGE + "?state=SENT").body();
        assertThat(first)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; " + mark)
                .doesNotContain("<script>alert");
        assertThat(first).contains("no59.", "no10.").doesNotContain("no9.");
        var older = first.replaceAll("(?s).*href=\"(/operator/outbox\\.xhtml\\?before=[^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(older).contains("&state=SENT");
        var second = operator.get(older).body();
        assertThat(second).contains("no9.", "no0.").doesNotContain("no10.");
    }

    @Test
    void what_does_not_exist_is_not_found() {
        var operator = Visitor.signedIn(Bed.OPERATOR);
        assertThat(operator.get(PAGE + "?state=NONE").statusCode()).isEqualTo(404);
        assertThat(operator.get(PAGE + "?before=x%27").statusCode()).isEqualTo(404);
        assertThat(operator.get(NOTICE + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(operator.get(NOTICE + "1").statusCode()).isEqualTo(404);
        assertThat(operator.get("/operator/outbox-notice.xhtml").statusCode()).isEqualTo(404);
    }

    /** A notice that is not due before long. */
    private UUID written(String state, String subject) throws SQLException {
        var id = Ids.next();
        Newcomer.run(
                "INSERT INTO notice (id, tenant_id, once_key, kind, recipient, locale, subject, body, state, tries,"
                        + " due_at, created_at, sent_at) VALUES (?, ?, ?, 'test', 'r@a.example', 'en', ?,"
                        + " 'Line one\\nLine two', ?, 0,"
                        + " IF(? = 'WAITING', TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP(6)), NULL), UTC_TIMESTAMP(6),"
                        + " IF(? = 'SENT', UTC_TIMESTAMP(6), NULL))",
                id,
                new UUID(0, 0),
                "k" + id,
                subject,
                state,
                state,
                state);
        return id;
    }

    /** Lets the next try of this test's notice begin now, as if there had been so many. */
    private void due(int tries) throws SQLException {
        Newcomer.run(
                "UPDATE notice SET tries = ?, due_at = UTC_TIMESTAMP(6) WHERE recipient = ? AND state = 'WAITING'",
                tries,
                address);
    }

    private static void await(String recipient, String state) {
        Awaitility.await(state + " " + recipient)
                .atMost(Duration.ofSeconds(40))
                .until(() -> Newcomer.number(
                                "SELECT COUNT(*) FROM notice WHERE recipient = ? AND state = ?", recipient, state)
                        == 1);
    }

    private static UUID id(String recipient) throws SQLException {
        try (var connection = Bed.database();
                var query = connection.prepareStatement("SELECT id FROM notice WHERE recipient = ?")) {
            query.setString(1, recipient);
            try (var rows = query.executeQuery()) {
                rows.next();
                return UUID.fromString(rows.getString(1));
            }
        }
    }
}
