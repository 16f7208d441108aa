package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.Locale;
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
import org.tenantry.values.Ids;

/** The kinds of providers on the page: each with its own fields, and a server that the operator describes and tries. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProviderFormsBrowserIT {
    private static final String STUB = "http://127.0.0.1:" + System.getProperty("testbed.stub");
    private static final String KEY = "key-never-rendered-0123456789";
    private static final String TEMPLATE =
            "{\"model\":\"{{model}}\",\"question\":\"{{prompt}}\",\"max_tokens\":\"{{max_tokens}}\"}";

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

    @Looks
    void a_server_is_described_tried_and_saved_without_a_build(String language, ColorScheme theme, int width)
            throws SQLException {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/provider.xhtml");
            judge(page, "provider-kinds", language, theme, width);
            page.locator(".ways a[href$='kind=CUSTOM']").click();
            judge(page, "provider-custom", language, theme, width);
            describe(page, "SSE", "/custom/sse");
            fill(page, "model", "stub-reasoning");
            button(page, "tryOut").click();
            assertThat(page.locator(".trial .notice.good")).isVisible();
            assertThat(page.locator(".trial .facts")).containsText("the time year people");
            assertThat(page.locator(".trial .facts")).containsText("hmm well");
            assertThat(page.locator("pre.raw")).containsText(": hello");
            judge(page, "provider-tried", language, theme, width);
            assertThat(page.content()).doesNotContain(KEY);
            assertThat(field(page, "template")).hasValue(TEMPLATE);
            assertThat(number("SELECT COUNT(*) FROM provider WHERE name = 'Own " + mark + "'"))
                    .as("a trial keeps nothing")
                    .isZero();
            button(page, "save").click();
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(number(
                            "SELECT COUNT(*) FROM provider_key k JOIN provider p ON p.id = k.provider_id WHERE p.name = 'Own "
                                    + mark + "'"))
                    .as("the key that was typed before the trial is saved")
                    .isEqualTo(1);
            assertThat(number("SELECT COUNT(*) FROM provider WHERE settings LIKE '%" + KEY + "%'"))
                    .isZero();
            page.locator("a[href*='model-import']").click();
            assertThat(page.getByText("stub-fast").first()).isVisible();
        }
    }

    @Test
    void what_cannot_work_is_refused_in_words_and_stays_on_the_page() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/provider.xhtml?kind=CUSTOM");
            describe(page, "SSE", "/custom/sse");
            fill(page, "template", "{\"question\": {{prompt}}}");
            refused(page, "The request is not valid JSON near line 1");
            fill(page, "template", "{\"question\": \"{{promt}}\"}");
            refused(page, "The request has the place promt, which nothing fills.");
            fill(page, "template", TEMPLATE);
            fill(page, "headers", "Authorization: Bearer sk-123456");
            refused(page, "The header Authorization holds a secret");
            fill(page, "headers", "Host: evil.example");
            refused(page, "The header Host says how the request is carried");
            fill(page, "headers", "");
            fill(page, "deltaAt", "say.piece");
            refused(page, "say.piece is not a JSON Pointer.");
            assertThat(field(page, "deltaAt")).hasValue("say.piece");
            assertThat(field(page, "template")).hasValue(TEMPLATE);
        }
    }

    @Test
    void a_trial_that_is_not_understood_shows_what_came() {
        try (var window = browser.window("en", ColorScheme.DARK, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.onDialog(dialog -> {
                throw new AssertionError("an answer was run: " + dialog.message());
            });
            page.navigate("/operator/provider.xhtml?kind=CUSTOM");
            describe(page, "SSE", "/custom/sse");
            fill(page, "model", "stub-html");
            button(page, "tryOut").click();
            assertThat(page.locator(".trial .notice.bad")).containsText("does not speak the wire form");
            assertThat(page.locator("pre.raw")).containsText("<!doctype html><title>Sign in</title>");
            fill(page, "baseUrl", "http://127.0.0.1:9");
            button(page, "tryOut").click();
            assertThat(page.locator(".trial .notice.bad")).containsText("cannot be reached");
            fill(page, "model", "");
            button(page, "tryOut").click();
            assertThat(page.getByText("Say which model is tried.")).isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE, deployments, stub-echo, en, LIGHT, 1280",
        "HUGGING_FACE, suffix, cheapest, zh, LIGHT, 390",
        "LOCALAI, extraUsage, true, en, DARK, 390",
    })
    void each_kind_has_its_own_fields(
            String kind, String id, String value, String language, ColorScheme theme, int width) {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/provider.xhtml?kind=" + kind);
            fill(page, "name", kind + " " + mark);
            fill(page, "baseUrl", STUB + (kind.equals("AZURE") ? "" : "/v1"));
            fill(page, "key", KEY);
            if (id.equals("extraUsage")) {
                field(page, id).selectOption(value);
            } else {
                fill(page, id, value);
            }
            judge(page, "provider-" + kind.toLowerCase(Locale.ROOT), language, theme, width);
            button(page, "save").click();
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(field(page, id)).hasValue(value);
            button(page, "run").click();
            assertThat(page.locator(".notice.good").last()).isVisible();
        }
    }

    private void describe(Page page, String body, String path) {
        fill(page, "name", "Own " + mark);
        fill(page, "baseUrl", STUB);
        fill(page, "key", KEY);
        fill(page, "path", path);
        fill(page, "template", TEMPLATE);
        field(page, "body").selectOption(body);
        fill(page, "deltaAt", "/say/piece");
        fill(page, "reasoningAt", "/say/thought");
        fill(page, "finishAt", "/why");
        fill(page, "endWord", "END");
        fill(page, "inputAt", "/counts/in");
        fill(page, "outputAt", "/counts/out");
        fill(page, "cachedAt", "");
        fill(page, "models", "stub-fast\nstub-reasoning");
    }

    private static void refused(Page page, String words) {
        button(page, "save").click();
        assertThat(page.locator(".messages")).containsText(words);
    }

    private static Locator button(Page page, String id) {
        return page.locator("main [type=submit][id$=':" + id + "']");
    }

    private static Locator field(Page page, String id) {
        return page.locator("main [id='provider:" + id + "']");
    }

    private static void fill(Page page, String id, String text) {
        field(page, id).fill(text);
    }

    private static long number(String sql) throws SQLException {
        try (var connection = Bed.database();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void judge(Page page, String name, String language, ColorScheme theme, int width) {
        var picture = name + "-" + language + "-" + theme + "-" + width;
        Browser.judge(page, picture);
    }
}
