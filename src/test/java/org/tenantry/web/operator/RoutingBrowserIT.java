package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
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
import org.tenantry.testbed.Fleet;
import org.tenantry.testbed.Looks;
import org.tenantry.values.Ids;

/** Rules, names and trials on the pages of operator and admin, and what a member sees of them on an answer. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutingBrowserIT {
    private static Browser browser;
    private static Fleet fleet;

    private final String mark = Ids.next().toString().substring(24);

    @BeforeAll
    static void open() throws SQLException {
        browser = new Browser();
        fleet = Fleet.opens("CLP");
    }

    @AfterAll
    static void close() throws SQLException {
        fleet.leaves();
        browser.close();
    }

    @Test
    void auto_tells_why_it_went_where_it_did_and_what_that_saved_live_and_after_a_reload() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            fleet.speaks("en");
            var page = Browser.signedIn(window, fleet.admin());
            page.navigate("/chat/index.xhtml");
            choose(page, "Auto");
            ask(page, "Hello there");
            var answer = page.locator(".theirs").first();
            assertThat(answer.locator(".route-text")).containsText("Went to Small by the rule “Short questions”");
            assertThat(answer).hasAttribute("data-state", "DONE");
            assertThat(answer.locator(".model")).hasText("Small");
            assertThat(answer.locator(".route-text"))
                    .hasText(Pattern.compile("Went to Small by the rule “Short questions”, saved CLP\\s?[0-9.,]+"));
            var live = answer.locator(".route-text").innerText();
            page.reload();
            answer = page.locator(".theirs").first();
            assertThat(answer.locator(".route-text")).hasText(live);
            answer.locator(".route summary").click();
            assertThat(answer.locator(".route .facts")).containsText("Asked for");
            assertThat(answer.locator(".route .facts")).containsText("Small → Medium → Large");
            assertThat(page.locator("#model-label")).hasText("Auto");
            clean(page, "chip");

            answer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Stronger"))
                    .click();
            var better = page.locator(".theirs");
            assertThat(better.locator(".version")).hasText("2/2");
            assertThat(better).hasAttribute("data-state", "DONE");
            assertThat(better.locator(".model")).hasText("Large");
            assertThat(better.locator(".route-text")).hasText("Went to Large, the strongest you may use");
            assertThat(better.locator(".stronger")).isHidden();
            page.reload();
            assertThat(better.locator(".version")).hasText("2/2");
            better.locator("[data-act=previous]").click();
            assertThat(better.locator(".model")).hasText("Small");
            assertThat(better.locator(".route-text")).hasText(live);
            assertThat(page.locator("#model-label")).hasText("Auto");
        }
    }

    @Looks
    void every_page_stands_in_both_languages_themes_and_widths(String language, ColorScheme theme, int width)
            throws SQLException {
        fleet.speaks(language);
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, fleet.admin());
            page.navigate("/chat/index.xhtml");
            choose(page, language.equals("en") ? "Auto" : "自动");
            ask(page, "你好，请介绍一下你自己");
            assertThat(page.locator(".theirs").last()).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".theirs .route-text").last())
                    .containsText(language.equals("en") ? "Went to" : "交由");
            page.locator(".theirs .route summary").last().click();
            clean(page, "chat-" + language + "-" + width);
            for (var one : List.of("routing", "routing-rule", "routing-models", "routing-test", "routing-savings")) {
                page.navigate("/admin/" + one + ".xhtml");
                clean(page, "admin-" + one + "-" + language + "-" + width);
            }
            trial(page, "/admin/routing-test.xhtml", "证明勾股定理");
            assertThat(page.locator(".rule.decided")).containsText("Hard questions");
            clean(page, "admin-decision-" + language + "-" + width);
        }
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            for (var one : List.of("routing", "routing-rule", "routing-models", "routing-test", "routing-savings")) {
                page.navigate("/operator/" + one + ".xhtml");
                clean(page, "operator-" + one + "-" + language + "-" + width);
            }
        }
    }

    @Test
    void an_admin_adds_a_rule_tries_it_moves_it_and_removes_it() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            fleet.speaks("en");
            var page = Browser.signedIn(window, fleet.admin());
            addRule(page, "First " + mark, "Large", "zebra");
            addRule(page, "Second " + mark, "Small", "zebra");
            assertThat(page.locator("form .rule")).hasCount(2);
            trial(page, "/admin/routing-test.xhtml", "a ZEBRA crosses");
            assertThat(page.locator(".verdict")).containsText("Large answers, by the rule “First " + mark);
            assertThat(page.locator(".rule").filter(has("Short questions"))).containsText("an earlier one decided");
            assertThat(page.locator(".rule").filter(has("Long questions"))).containsText("2,000 tokens or more");

            page.navigate("/admin/routing.xhtml");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move First " + mark + " down"))
                    .click();
            assertThat(page.locator("form .rule").first()).containsText("Second " + mark);
            trial(page, "/admin/routing-test.xhtml", "a zebra crosses");
            assertThat(page.locator(".verdict")).containsText("Small answers, by the rule “Second " + mark);

            page.navigate("/admin/routing.xhtml");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Switch off Second " + mark))
                    .click();
            assertThat(page.locator("form .rule.off")).containsText("Second " + mark);
            for (var name : List.of("First ", "Second ")) {
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name + mark))
                        .click();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove"))
                        .click();
                assertThat(page.getByText("is removed")).isVisible();
            }
            assertThat(page.getByText("No rules of your own yet")).isVisible();
        }
    }

    @Test
    void a_rule_that_makes_no_sense_is_refused_with_what_to_do_and_keeps_what_was_typed() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            fleet.speaks("en");
            var page = Browser.signedIn(window, fleet.admin());
            page.navigate("/admin/routing-rule.xhtml");
            field(page, "name").fill("Wrong " + mark);
            field(page, "tokensFrom").fill("500");
            field(page, "tokensTo").fill("100");
            page.locator("form#rule [type=submit]").first().click();
            assertThat(page.locator(".messages")).containsText("the lower one first");
            assertThat(field(page, "name")).hasValue("Wrong " + mark);
            assertThat(field(page, "tokensFrom")).hasValue("500");
        }
    }

    @Test
    void an_admin_switches_a_model_off_names_another_and_sets_what_is_chosen_at_first() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, fleet.other());
            page.navigate("/admin/routing-models.xhtml");
            page.getByLabel("Small").first().uncheck();
            page.locator("form#allowed [type=submit]").click();
            assertThat(page.getByLabel("Small").first()).not().isChecked();
            page.locator("form#first select").selectOption("auto");
            page.locator("form#first [type=submit]").click();
            assertThat(page.locator("form#first select")).hasValue("auto");
            page.locator("form#alias input[type=text]").fill("best");
            page.locator("form#alias select")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Large"));
            page.locator("form#alias [type=submit]").click();
            assertThat(page.locator("form#names")).containsText("best");

            page.navigate("/chat/index.xhtml");
            assertThat(page.locator("#model-label")).hasText("Auto");
            page.locator("#switch").click();
            assertThat(page.locator(".choice.locked")).containsText("Your admin switched it off.");
            page.locator(".choice")
                    .filter(new Locator.FilterOptions().setHasText("now Large"))
                    .click();
            assertThat(page.locator("#model-label")).hasText("best");
            ask(page, "Hello");
            assertThat(page.locator(".theirs .route-text")).hasText("“best” is Large now");
            page.reload();
            assertThat(page.locator("#model-label")).hasText("best");
        }
    }

    @Test
    void the_operator_rates_a_model_and_sees_what_was_saved_in_a_currency() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/routing-models.xhtml");
            var strength = page.getByLabel("Strength of Medium");
            strength.selectOption("4");
            page.locator("form#strengths [type=submit]").click();
            assertThat(page.getByLabel("Strength of Medium")).hasValue("4");
            page.getByLabel("Strength of Medium").selectOption("3");
            page.locator("form#strengths [type=submit]").click();
            page.navigate("/operator/routing-savings.xhtml?currency=CLP");
            assertThat(page.locator(".stats")).containsText("Saved");
        }
    }

    private static Locator.FilterOptions has(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static void addRule(Page page, String name, String target, String word) {
        page.navigate("/admin/routing-rule.xhtml");
        field(page, "name").fill(name);
        page.locator("select[id$=target]")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(target));
        page.locator("textarea").fill(word);
        page.locator("form#rule [type=submit]").first().click();
        assertThat(page.getByText("The rule “" + name + "” is added.")).isVisible();
    }

    private static Locator field(Page page, String name) {
        return page.locator("input[id$='" + name + "']");
    }

    private static void trial(Page page, String at, String question) {
        page.navigate(at);
        page.locator("textarea").fill(question);
        page.locator("form#trial [type=submit]").click();
        assertThat(page.locator("#decision")).isVisible();
    }

    private static void choose(Page page, String name) {
        page.locator("#switch").click();
        page.locator(".choice")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                ".choice-name",
                                new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))))
                .click();
        assertThat(page.locator("#model-label")).hasText(name);
    }

    private static void ask(Page page, String text) {
        page.locator("#question").fill(text);
        page.locator("#send").click();
    }

    private static void clean(Page page, String name) {
        assertThat(page.locator("h1").first()).isAttached();
        Browser.picture(page, "routing-" + name);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("overflow of " + name)
                .isLessThanOrEqualTo(0);
        assertThat(new AxeBuilder(page).exclude(".theirs .body").analyze().getViolations())
                .as("accessibility of " + name)
                .isEmpty();
    }
}
