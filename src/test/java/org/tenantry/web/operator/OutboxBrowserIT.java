package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Postbox;
import org.tenantry.values.Ids;

/** The outbox as an operator sees and works it, in both languages and themes, wide and narrow. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxBrowserIT {
    private static Browser browser;

    private final String mark = Ids.next().toString().substring(24);

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    /** Others read this operator's pages too, in the language they expect. */
    @AfterEach
    void speakAsBefore() throws SQLException {
        Newcomer.run("UPDATE person SET locale = NULL WHERE email = ?", Bed.OPERATOR);
        Newcomer.run("DELETE FROM notice WHERE kind = 'invoice.reminder' AND tenant_id = ?", new UUID(0, 0));
    }

    @Looks
    void it_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width) throws SQLException {
        written("SENT", "Invoice INV-2031-0007 for Acme: $1,234.50, due on Mar 14, 2031", "ann@a.example", null, 1);
        written("WAITING", "付款提醒：某某科技有限公司 的账单 INV-2031-0008 已逾期", "bao@b.example", "UNREACHABLE", 3);
        var failed = written(
                "FAILED",
                "<script>alert(1)</script> " + "W".repeat(150),
                "x".repeat(150) + "@" + "y".repeat(80) + ".example",
                "ADDRESS",
                8);
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.onDialog(dialog -> {
                throw new AssertionError("a subject was run: " + dialog.message());
            });
            page.navigate("/operator/outbox.xhtml");
            page.locator(".account-menu > summary").click();
            page.locator(".account-menu button[value=" + language + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            page.navigate("/operator/outbox.xhtml");
            judge(page, "outbox", language, theme, width);
            page.navigate("/operator/outbox.xhtml?state=SENDING");
            judge(page, "outbox-none", language, theme, width);
            page.navigate("/operator/outbox-notice.xhtml?id=" + failed);
            judge(page, "outbox-notice", language, theme, width);
        }
    }

    @Test
    void a_test_mail_goes_out_once_however_often_the_button_is_pressed() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var address = "press-" + mark + "@a.example";
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/outbox.xhtml");
            page.locator("[id='test:address']").fill(address);
            page.evaluate("() => { const b = document.querySelector(\"[id='test:send']\"); b.click(); b.click(); }");
            assertThat(page.locator(".messages .good")).isVisible();
            Postbox.await(address, 1);
            assertThat(Newcomer.number("SELECT COUNT(*) FROM notice WHERE recipient = ?", address))
                    .isEqualTo(1);
        }
    }

    private static UUID written(String state, String subject, String to, String failure, int tries)
            throws SQLException {
        var id = Ids.next();
        Newcomer.run(
                "INSERT INTO notice (id, tenant_id, once_key, kind, recipient, locale, subject, body, state, tries,"
                        + " due_at, failure, failure_detail, created_at, sent_at) VALUES (?, ?, ?, 'invoice.reminder', ?,"
                        + " 'en', ?, ?, ?, ?, IF(? = 'WAITING', TIMESTAMPADD(DAY, 1, UTC_TIMESTAMP(6)), NULL), ?, ?,"
                        + " UTC_TIMESTAMP(6), IF(? = 'SENT', UTC_TIMESTAMP(6), NULL))",
                id,
                new UUID(0, 0),
                "k" + id,
                to,
                subject,
                "Invoice INV-7 for <b>Acme</b> is overdue: $1,234.50 were due on Mar 14, 2031, 9 days ago.\n\nPlease pay"
                        + " it now. As long as it stays unpaid, the service is suspended from Mar 28, 2031 on.\n\n"
                        + "Open it here: https://chat.tenantry.example/" + "z".repeat(120),
                state,
                tries,
                state,
                failure,
                failure == null ? null : "550 5.1.1 <" + "v".repeat(200) + "> no such user",
                state);
        return id;
    }

    private static void judge(Page page, String name, String language, ColorScheme theme, int width) {
        var picture = name + "-" + language + "-" + theme + "-" + width;
        Browser.judge(page, picture);
    }
}
