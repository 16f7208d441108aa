package org.tenantry.web.keys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Keys and the log of requests as members and admins see and work them. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeysBrowserIT {
    private static final String ADMIN = "bella@birch.example";
    private static final String MEMBER = "bao@birch.example";
    private static final String SECRET = "sk-[0-9A-Za-z]{8}_[0-9A-Za-z]{43}";

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Looks
    void keys_are_made_limited_replaced_and_revoked_and_requests_explained(
            String language, ColorScheme theme, int width) throws SQLException {
        var mark = Ids.next().toString();
        var errors = new ArrayList<String>();
        var bella = Visitor.signedIn(ADMIN);
        bella.listen(bella.ask(model(), "a question of the test")
                .getJsonObject("answer")
                .getString("id"));
        var look = "-" + language + "-" + theme;
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, ADMIN);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    errors.add(message.text());
                }
            });
            speak(page, language);

            page.navigate("/account/api-keys.xhtml");
            page.locator("[id='create:name']").fill("own " + mark);
            page.locator("[id='create:submit']").click();
            var secret = page.locator("#secret").innerText();
            assertThat(secret).matches(SECRET);
            assertThat(page.locator("#snippet-curl")).containsText("/v1/chat/completions");
            assertThat(page.locator("#snippet-curl")).not().containsText(secret);
            page.locator("[data-copy=secret]").click();
            assertThat(page.locator("[data-copy=secret]")).hasText(language.equals("zh") ? "已复制" : "Copied");
            Browser.judge(page, "keys-own" + look);
            page.navigate("/account/api-keys.xhtml");
            assertThat(page.content()).doesNotContain(secret).contains(secret.substring(0, 12));

            page.locator("[id='create:name']").fill("own " + mark);
            page.locator("[id='create:submit']").click();
            assertThat(page.locator(".messages .bad")).containsText("own " + mark);

            page.navigate("/admin/api-keys.xhtml");
            page.locator("[id='account:name']").fill("Crawler " + mark);
            page.locator("#account input[type=submit]").click();
            assertThat(page.locator(".messages .good")).containsText("Crawler " + mark);
            page.locator("[id='create:owner']").selectOption(new SelectOption().setLabel("Crawler " + mark));
            page.locator("[id='create:name']").fill("prod " + mark);
            page.locator("#create details > summary").first().click();
            page.locator("#create details > summary").last().click();
            page.locator("[id='create:addresses']").fill("10.0.0.0/8\nhost.example");
            page.locator("[id='create:lastDay']").fill("2199-12-31");
            page.locator("[id='create:hard']").fill("25");
            page.locator("[id='create:submit']").click();
            assertThat(page.locator(".messages .bad")).containsText("host.example");
            page.locator("#create details > summary").first().click();
            page.locator("[id='create:addresses']").fill("10.0.0.0/8\n2001:db8::/32");
            page.locator("[id='create:submit']").click();
            assertThat(page.locator("#secret").innerText()).matches(SECRET);
            Browser.judge(page, "keys-all" + look);

            page.navigate("/admin/api-keys.xhtml?kind=service&standing=LIVE&text=" + mark);
            assertThat(page.locator(".board > li")).hasCount(1);
            page.locator(".board h3 a").click();
            assertThat(page.locator(".board-facts").first()).containsText("10.0.0.0/8, 2001:db8::/32");
            assertThat(page.locator(".budget-foot")).containsText("$25.00");
            Browser.judge(page, "key" + look);
            page.locator("[id='rotate:overlap']").selectOption("0");
            page.locator("[id='rotate:submit']").click();
            assertThat(page.locator("#secret").innerText()).matches(SECRET);
            page.locator("details.card > summary").click();
            page.locator("[id='revoke:submit']").click();
            assertThat(page.locator("#rotate")).hasCount(0);
            Browser.judge(page, "key-revoked" + look);

            page.navigate("/admin/requests.xhtml?origin=CHAT&outcome=PAID");
            Browser.judge(page, "requests" + look);
            page.locator("table th a").first().click();
            assertThat(page.locator("#explained tfoot")).containsText("$");
            assertThat(page.content()).doesNotContain("a question of the test");
            Browser.judge(page, "request" + look);
            page.navigate("/account/requests.xhtml?key=" + Ids.next());
            assertThat(page.locator(".empty")).isVisible();
            Browser.judge(page, "requests-none" + look);

            page.navigate("/admin/api-keys.xhtml");
            page.locator("[id='members:turn']").click();
            assertThat(page.locator(".messages .good")).isVisible();
        }
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, MEMBER);
            page.navigate("/account/api-keys.xhtml");
            assertThat(page.locator("#create")).hasCount(0);
            assertThat(page.locator(".notice")).isVisible();
            assertThat(page.locator("a[href='/admin/api-keys.xhtml']")).hasCount(0);
            Browser.judge(page, "keys-member" + look);
            for (var path : List.of("/admin/api-keys.xhtml", "/admin/requests.xhtml")) {
                assertThat(page.navigate(path).status()).isEqualTo(403);
            }
        } finally {
            Newcomer.run("UPDATE tenant SET members_make_keys = TRUE WHERE members_make_keys = FALSE");
        }
        assertThat(errors).isEmpty();
    }

    private static String model() throws SQLException {
        try (var connection = Bed.database();
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT id FROM model WHERE name = 'stub-echo'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void speak(Page page, String language) {
        page.navigate("/account/settings.xhtml");
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu button[value=" + language + "]").click();
        assertThat(page.locator("html")).hasAttribute("lang", language);
    }
}
