package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
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
import org.tenantry.testbed.Program;
import org.tenantry.values.Ids;

/** Keys of programs that run the deployment, as operators make and revoke them, and the reference of the API beside them. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgramKeysBrowserIT {
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
    void a_key_is_made_opens_and_is_revoked_and_the_reference_is_read(String language, ColorScheme theme, int width) {
        var name = "Backup " + Ids.next();
        var look = "-" + language + "-" + theme;
        var errors = new ArrayList<String>();
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    errors.add(message.text());
                }
            });
            page.navigate("/operator/program-keys.xhtml");
            page.locator(".account-menu > summary").click();
            page.locator(".account-menu button[value=" + language + "]").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            page.navigate("/operator/program-keys.xhtml");
            page.locator("[id='create:name']").fill(name);
            page.locator("[id='create:lastDay']").fill("2099-12-31");
            page.locator("[id='create:readsOnly']").check();
            page.locator("[id='create:submit']").click();
            var program = new Program(page.locator("#secret").innerText());
            assertThat(program.get("/api/v1/me").getJsonArray("scopes").toString())
                    .isEqualTo("[\"manage_read\"]");
            var card = page.locator(".board > li").first();
            assertThat(card.locator("h2")).hasText(name);
            assertThat(card.locator("code")).hasText("sk-" + program.key().substring(3, 11) + "_…");
            card.locator("details > summary").click();
            Browser.judge(page, "program-keys" + look);

            page.locator("[id='create:name']").fill(name);
            page.locator("[id='create:submit']").click();
            assertThat(page.locator(".messages .bad")).containsText(name);
            page.navigate("/operator/program-keys.xhtml");
            assertThat(page.content()).doesNotContain(program.key());
            page.locator(".board > li").first().locator("details > summary").click();
            page.locator("[id='rows:row:0:revoke']").click();
            assertThat(page.locator(".messages .good")).containsText(name);
            assertThat(program.refused("GET", "/api/v1/me", null)).isEqualTo(401);
            assertThat(page.locator(".board > li").first().locator("details")).hasCount(0);

            page.locator("a[href^='/api/docs']").click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            Browser.judge(page, "api-docs" + look);
            page.locator("details:has(summary code:text-is('/v1/chat/completions')) > summary")
                    .click();
            page.locator("details[open] a[href='#ChatRequest']").click();
            assertThat(page.locator("#ChatRequest")).isVisible();
            Browser.judge(page, "api-docs-open" + look);
        }
        assertThat(errors).isEmpty();
    }
}
