package org.tenantry.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.testbed.Browser;

/** The chat page in both languages, both themes, on a phone and on a desk: nothing runs over, everyone can use it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatLooksBrowserIT {
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
        setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"aiko@acme.example,LIGHT,1280,Send,New chat", "bao@birch.example,DARK,390,发送,新对话"})
    void it_reads_well_in_every_language_theme_and_width(
            String member, ColorScheme theme, int width, String send, String fresh) {
        try (var window = browser.window("en", theme, width)) {
            var page = Browser.signedIn(window, member);
            page.navigate("/chat/index.xhtml");
            var name = "chat-" + send + "-" + theme + "-" + width;
            assertThat(page.locator("#send")).hasAttribute("aria-label", send);
            assertThat(page.locator("h1")).hasText(fresh);
            check(page, name + "-empty");

            page.locator("#switch").click();
            page.waitForTimeout(250);
            check(page, name + "-models");
            page.locator(".choice:has(input[data-label='Demo'])").first().click();

            page.locator("#question").fill("Show me a list, a table and **code**");
            page.locator("#question").press("Enter");
            assertThat(page.locator(".theirs")).hasClass(Pattern.compile("speaking"));
            check(page, name + "-streaming");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            page.locator(".bill summary").click();
            check(page, name + "-done");
            page.keyboard().press("Escape");

            if (width < 800) {
                page.locator(".strip [data-act=drawer]").click();
                page.waitForTimeout(300);
                check(page, name + "-list");
                page.keyboard().press("Escape");
                assertThat(page.locator(".shelves")).isHidden();
            }
        }
    }

    private static void check(Page page, String name) {
        page.waitForTimeout(200);
        Browser.picture(page, name);
        var found = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                .analyze();
        assertThat(found.getViolations())
                .as(name + ": " + found.getViolations())
                .isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as(name + " runs over")
                .isEqualTo(true);
    }
}
