package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.values.Ids;

/** What an operator does on the pages, from the first provider to a model that members can choose. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorBrowserIT {
    private static final String KEY = "sk-never-rendered-0123456789";
    private static final List<String> PAGES = List.of(
            "/operator/providers.xhtml",
            "/operator/provider.xhtml",
            "/operator/models.xhtml",
            "/operator/tenants.xhtml",
            "/operator/audit.xhtml");

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

    @Test
    void a_provider_is_added_tested_imported_from_priced_and_switched_on_without_a_restart() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = operator(window);
            addProvider(page, "Stub " + mark, stub(), KEY);
            assertThat(page.getByText("The provider is added.")).isVisible();
            assertThat(page.content()).doesNotContain(KEY);

            button(page, "Test").click();
            assertThat(page.getByText("It answers and accepts the key.")).isVisible();
            Browser.picture(page, "operator-provider");

            page.getByText("Import models").click();
            assertThat(page.locator(".picks li")).not().hasCount(0);
            page.locator(".picks li", new Page.LocatorOptions().setHasText("stub-cached"))
                    .locator("input")
                    .check();
            Browser.picture(page, "operator-import");
            button(page, "Add what is picked").click();
            assertThat(page.getByText("One model is added.")).isVisible();

            var row = row(page, "stub-cached@Stub " + mark);
            row.getByText("No price").click();
            fill(page, "sellInput", "1.5");
            fill(page, "sellOutput", "3");
            fill(page, "buyInput", "1");
            fill(page, "buyOutput", "4");
            button(page, "Preview the margin").click();
            assertThat(page.locator("table", new Page.LocatorOptions().setHasText("What would remain")))
                    .containsText("-$1.00");
            assertThat(field(page, "sellInput")).hasValue("1.5");
            fill(page, "buyOutput", "2");
            button(page, "Add this price").click();
            assertThat(page.getByText("The price is added.")).isVisible();
            Browser.picture(page, "operator-prices");

            button(page, "Switch on").click();
            assertThat(page.getByText("Switched on.")).isVisible();
            assertThat(row(page, "stub-cached@Stub " + mark).locator(".tag")).hasText("On");
            Browser.picture(page, "operator-models");

            row(page, "stub-cached@Stub " + mark).locator("th a").click();
            for (var can : List.of("canImages", "canReasoning")) {
                field(page, can).check();
            }
            button(page, "Save").click();
            assertThat(page.getByText("Saved.")).isVisible();
            assertThat(field(page, "canImages")).isChecked();
            assertThat(field(page, "canTools")).not().isChecked();
            Browser.picture(page, "operator-model");
            assertThat(number("SELECT COUNT(*) FROM model m JOIN price_version v ON v.model_id = m.id"
                            + " WHERE m.state = 'ON' AND v.sell_input_n = 1500000000 AND m.name LIKE '%" + mark + "'"))
                    .isEqualTo(1);
            assertThat(number("SELECT COUNT(*) FROM provider_key WHERE sealed_key LIKE '%" + KEY + "%'"))
                    .isZero();
        }
    }

    @Test
    void a_provider_that_does_not_answer_says_why() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = operator(window);
            addProvider(page, "Nobody " + mark, "http://127.0.0.1:9", "");
            button(page, "Test").click();
            assertThat(page.getByText("The provider cannot be reached.")).isVisible();
            page.getByText("Import models").click();
            assertThat(page.getByText("The provider cannot be reached.")).isVisible();
        }
    }

    @Test
    void a_refusal_keeps_what_was_typed_but_never_the_key() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = operator(window);
            addProvider(page, "Typed " + mark, "ftp://nowhere", KEY);
            assertThat(page.getByText("The address must begin with")).isVisible();
            assertThat(field(page, "name")).hasValue("Typed " + mark);
            assertThat(field(page, "baseUrl")).hasValue("ftp://nowhere");
            assertThat(page.content()).doesNotContain(KEY);
        }
    }

    @Test
    void credit_is_given_once_however_often_the_form_is_sent() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = operator(window);
            page.navigate("/operator/tenants.xhtml");
            page.locator("tbody a").first().click();
            page.locator(".tabs a[href*='tenant-credit']").click();
            fill(page, "amount", "1.25");
            fill(page, "reason", "test " + mark);
            page.evaluate(
                    "() => { const b = document.querySelector(\"[id$='give']\"); b.click(); b.click(); b.click(); }");
            assertThat(page.getByText("The credit is given.")).isVisible();
            assertThat(number("SELECT COUNT(*) FROM posting WHERE note = 'test " + mark + "'"))
                    .isEqualTo(1);
            fill(page, "amount", "-5");
            fill(page, "reason", "wrong " + mark);
            button(page, "Give").click();
            assertThat(page.locator(".messages .bad")).isVisible();
            assertThat(field(page, "reason")).hasValue("wrong " + mark);
            page.getByText("Audit").last().click();
            assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("test " + mark)))
                    .hasCount(1);
            button(page, "Check the chain").click();
            assertThat(page.locator(".notice.good")).isVisible();
            Browser.picture(page, "operator-audit");
        }
    }

    @Test
    void hostile_and_endless_names_are_only_text_and_fit_a_phone() {
        try (var window = browser.window("zh", ColorScheme.DARK, 390)) {
            var page = operator(window);
            page.onDialog(dialog -> {
                throw new AssertionError("a name was run: " + dialog.message());
            });
            var hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> " + mark;
            addProvider(page, hostile, "https://" + "a".repeat(60) + ".example/" + "v".repeat(300), "");
            addProvider(page, "W".repeat(180) + mark, "https://long.example/v1", "");
            for (var path : PAGES) {
                page.navigate(path);
                assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(0);
            }
            page.navigate("/operator/providers.xhtml");
            assertThat(page.getByText(hostile).first()).isVisible();
            Browser.picture(page, "operator-providers-phone-zh-dark");
        }
    }

    private static Page operator(BrowserContext window) {
        return Browser.signedIn(window, Bed.OPERATOR);
    }

    private static void addProvider(Page page, String name, String address, String key) {
        page.navigate("/operator/provider.xhtml?kind=OPENAI");
        fill(page, "name", name);
        fill(page, "baseUrl", address);
        fill(page, "key", key);
        page.locator("[id='provider:save']").click();
    }

    private static String stub() {
        return "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/v1";
    }

    private static Locator row(Page page, String text) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(text));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page, String id) {
        return page.locator("main [id$=':" + id + "']");
    }

    private static void fill(Page page, String id, String text) {
        field(page, id).fill(text);
    }

    private static long number(String sql) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
