package org.tenantry.web.papers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Invoices and statements as people see them, in both languages and themes, wide and narrow. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PapersBrowserIT {
    private static final String ADMIN = "bella@birch.example";

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
    void papers_can_be_read_by_everybody_and_fit(String language, ColorScheme theme, int width) throws SQLException {
        used();
        var invoice = PlantedInvoice.finalised("Birch", number());
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, ADMIN);
            speak(page, language);
            for (var path : List.of(
                    "/admin/invoices.xhtml",
                    "/admin/invoices.xhtml?state=VOID",
                    "/admin/invoice.xhtml?id=" + invoice,
                    "/admin/invoice-print.xhtml?id=" + invoice,
                    "/admin/statement.xhtml")) {
                page.navigate(path);
                assertThat(page.locator("html")).hasAttribute("lang", language);
                judge(page, path.replaceAll("[/.?=]|xhtml|[0-9a-f-]{36}", "-"), language, theme, width);
            }
            page.navigate("/admin/invoice.xhtml?id=" + invoice);
            page.locator(".uses a").first().click();
            page.locator("a[href*='day=']").first().click();
            assertThat(page.locator("#calls")).isVisible();
            judge(page, "papers-calls", language, theme, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 390"})
    void the_operator_s_pages_too(ColorScheme theme, int width) throws SQLException {
        used();
        var invoice = PlantedInvoice.finalised("Birch", number());
        Visitor.signedIn(ADMIN).submit("/admin/invoice.xhtml?id=" + invoice, "fapiao", java.util.Map.of());
        try (var window = browser.window("en", theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/invoices.xhtml");
            judge(page, "papers-operator-list", "en", theme, width);
            page.navigate("/operator/invoice.xhtml?id=" + invoice);
            judge(page, "papers-operator-invoice", "en", theme, width);
        }
    }

    @Test
    void the_print_page_prints_when_its_button_is_pressed_and_shows_no_button_on_paper() throws SQLException {
        var invoice = PlantedInvoice.finalised("Birch", number());
        try (var window = browser.window("en", ColorScheme.DARK, 1280)) {
            var page = Browser.signedIn(window, ADMIN);
            page.navigate("/admin/invoice-print.xhtml?id=" + invoice);
            page.evaluate("() => { window.printed = 0; window.print = () => window.printed++; }");
            page.locator("[data-print]").click();
            assertThat(page.evaluate("window.printed")).isEqualTo(1);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertThat(page.locator("[data-print]")).isHidden();
            assertThat(page.locator(".paper")).isVisible();
        }
    }

    @Test
    void any_days_can_be_chosen_for_a_statement() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, ADMIN);
            page.navigate("/admin/statement.xhtml");
            page.locator("#first").fill("2020-01-01");
            page.locator("#last").fill("2020-01-31");
            page.locator("main form button").click();
            assertThat(page.locator("a[href*='/statement/csv']"))
                    .hasAttribute("href", "/statement/csv?first=2020-01-01&last=2020-01-31");
        }
    }

    private static String number() {
        return "B-" + Ids.next().toString().substring(24);
    }

    private static void used() throws SQLException {
        var bella = Visitor.signedIn(ADMIN);
        try (var connection = Bed.database();
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT id FROM model WHERE name = 'stub-echo'")) {
            rows.next();
            bella.listen(bella.ask(rows.getString(1), "Say it")
                    .getJsonObject("answer")
                    .getString("id"));
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
