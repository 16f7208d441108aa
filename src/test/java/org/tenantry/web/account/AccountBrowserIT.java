package org.tenantry.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;

/** Settings, usage, wallet and budgets as people see and work them, in both languages and themes, wide and narrow. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountBrowserIT {
    private static final String ADMIN = "bella@birch.example";
    private static final List<String> PAGES = List.of(
            "/account/settings.xhtml",
            "/account/usage.xhtml",
            "/admin/usage.xhtml",
            "/admin/wallet.xhtml",
            "/admin/budgets.xhtml",
            "/nothing-here");

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
    void every_page_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width) {
        try (var window = browser.window(language, theme, width)) {
            var errors = new ArrayList<String>();
            var page = window.newPage();
            page.navigate("/sign-in.xhtml");
            judge(page, "sign-in", language, theme, width);
            page.close();
            page = Browser.signedIn(window, ADMIN);
            speak(page, language);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    errors.add(message.text());
                }
            });
            for (var path : PAGES) {
                page.navigate(path);
                assertThat(page.locator("html")).hasAttribute("lang", language);
                judge(page, path.replaceAll("[/.]|xhtml", "-"), language, theme, width);
            }
            page.navigate("/account/usage.xhtml");
            page.locator(".account-menu > summary").click();
            judge(page, "account-menu", language, theme, width);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void the_frame_is_worked_by_keyboard() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 390)) {
            var page = Browser.signedIn(window, ADMIN);
            page.navigate("/account/usage.xhtml");
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#content")).isFocused();

            page.locator(".nav-drawer > summary").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".nav-drawer a[href='/admin/wallet.xhtml']"))
                    .isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator(".nav-drawer a[href='/admin/wallet.xhtml']"))
                    .isHidden();
            assertThat(page.locator(".nav-drawer > summary")).isFocused();
        }
    }

    @Test
    void a_chosen_theme_stays_whatever_the_device_says() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, "bao@birch.example");
            page.navigate("/account/settings.xhtml");
            assertThat(page.locator("html")).hasAttribute("data-theme", "system");
            var light = page.evaluate("getComputedStyle(document.body).backgroundColor");
            page.locator(".account-menu > summary").click();
            page.locator(".account-menu button[value=DARK]").click();
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isNotEqualTo(light);
            page.locator(".account-menu > summary").click();
            page.locator(".account-menu button[value=SYSTEM]").click();
            assertThat(page.locator("html")).hasAttribute("data-theme", "system");
        }
    }

    @Test
    void a_limit_is_set_refused_and_taken_away_and_a_movement_opened_into_its_entries() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, ADMIN);
            speak(page, "en");
            page.navigate("/admin/budgets.xhtml");
            page.locator("[id='set:member']").selectOption("");
            page.locator("[id='set:span']").selectOption("DAY");
            page.locator("[id='set:soft']").fill("90");
            page.locator("[id='set:hard']").fill("80");
            page.locator("[id='set:submit']").click();
            assertThat(page.locator(".messages .bad")).containsText("must not lie above");
            assertThat(page.locator("[id='set:soft']")).hasValue("90");

            page.locator("[id='set:hard']").fill("100");
            page.locator("[id='set:submit']").click();
            var card = page.locator(".budget-card")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("stops at $100.00"));
            assertThat(card).containsText("warns at $90.00");
            card.locator("input[type=submit]").click();
            assertThat(card).hasCount(0);

            page.navigate("/admin/wallet.xhtml");
            page.locator("a[href*='posting=']").last().click();
            assertThat(page.locator(".entries")).containsText("Payments received");
            assertThat(page.locator(".entries")).containsText("$50.00");
        }
    }

    private static void speak(Page page, String language) {
        page.navigate("/account/settings.xhtml");
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu button[value=" + language + "]").click();
        assertThat(page.locator("html")).hasAttribute("lang", language);
    }

    private static void judge(Page page, String name, String language, ColorScheme theme, int width) {
        var picture = name + "-" + language + "-" + theme + "-" + width;
        Browser.judge(page, picture);
    }
}
