package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
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
import org.tenantry.testbed.Looks;
import org.tenantry.values.Ids;

/** How an operator makes a plan, sells it, follows it with another version, and what members see of it in the chat. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlansBrowserIT {
    private static final String SUBSCRIBE = "INSERT INTO subscription (id, tenant_id, version_id, state, cycle,"
            + " anchor_on, seats, started_on, ending, changes) SELECT UUID(), t.id, v.id, 'ACTIVE', 'CALENDAR',"
            + " '2031-01-01', 1, '2031-01-01', FALSE, 0 FROM tenant t JOIN plan_version v JOIN plan p ON p.id = v.plan_id"
            + " WHERE t.name = 'Yew' AND v.state = 'ON_SALE' AND p.name = '%s'";
    private static final String UNSUBSCRIBE = "UPDATE subscription s JOIN tenant t ON t.id = s.tenant_id"
            + " SET s.state = 'ENDED', s.ended_on = '2031-01-02' WHERE t.name = 'Yew' AND s.state <> 'ENDED'";

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
    void a_plan_is_made_put_on_sale_and_followed_by_a_second_version_while_its_subscribers_keep_the_first()
            throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            add(page, "Cedar " + mark);
            assertThat(page.getByText("The plan is added.")).isVisible();
            fill(page, "summary", "For whoever tests");
            fill(page, "baseFee", "49.005");
            fill(page, "seatFee", "12");
            fill(page, "includedSeats", "5");
            fill(page, "allowance", "40");
            button(page, "Save the draft").click();
            assertThat(page.locator(".messages .bad")).containsText("at most 2 decimals");
            assertThat(field(page, "baseFee")).hasValue("49.005");
            fill(page, "baseFee", "49");
            button(page, "Save the draft").click();
            assertThat(page.getByText("Version 1 is a draft in USD.")).isVisible();

            sell(page, "No subscription is touched by this.");
            assertThat(page.getByText("Version 1 is on sale.")).isVisible();
            run(SUBSCRIBE.formatted("Cedar " + mark));

            fill(page, "baseFee", "59");
            fill(page, "streams", "10");
            button(page, "Save the draft").click();
            sell(page, "One subscription keeps the version that it has");
            assertThat(page.getByText("Version 2 is on sale.")).isVisible();
            assertThat(page.locator(".versions thead th")).hasCount(3);
            assertThat(page.locator(".versions thead th").nth(1)).containsText("no subscription");
            assertThat(page.locator(".versions thead th").nth(2)).containsText("Retired");
            assertThat(page.locator(".versions thead th").nth(2)).containsText("one subscription");
            assertThat(page.locator(".versions .changed")).hasCount(2);
            assertThat(page.locator(".versions .changed").first()).containsText("$59.00");
            Browser.picture(page, "operator-plan");

            button(page, "Withdraw").click();
            assertThat(page.getByText("The plan is withdrawn.")).isVisible();
            assertThat(button(page, "Delete")).hasCount(0);
            page.navigate("/operator/plans.xhtml");
            var row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("Cedar " + mark));
            assertThat(row).containsText("$59.00");
            assertThat(row).containsText("+ $12.00 a seat above 5");
            assertThat(row).containsText("Withdrawn");
            Browser.picture(page, "operator-plans");
        } finally {
            run(UNSUBSCRIBE);
        }
    }

    @Test
    void a_draft_is_thrown_away_and_a_plan_that_was_never_sold_is_deleted() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            add(page, "Gone " + mark);
            fill(page, "summary", "For nobody");
            button(page, "Save the draft").click();
            button(page, "Throw the draft away").click();
            assertThat(page.getByText("No version yet")).isVisible();
            button(page, "Delete").click();
            assertThat(page.getByText("The plan Gone " + mark + " is deleted.")).isVisible();
            assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("Gone " + mark)))
                    .hasCount(0);
        }
    }

    @Test
    void members_see_the_models_that_their_plan_leaves_out_with_the_reason() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            add(page, "Narrow " + mark);
            fill(page, "summary", "One model");
            field(page, "everyModel").uncheck();
            button(page, "Save the draft").click();
            assertThat(page.locator(".messages .bad")).containsText("The plan includes no model.");
            page.locator(".picks li", new Page.LocatorOptions().setHasText("Stub echo"))
                    .locator("input")
                    .check();
            button(page, "Save the draft").click();
            sell(page, "No subscription");
            run(SUBSCRIBE.formatted("Narrow " + mark));
            page.waitForTimeout(2_100);

            try (var other = browser.window("en", ColorScheme.DARK, 1280)) {
                var chat = Browser.signedIn(other, "yan@yew.example");
                chat.navigate("/chat/index.xhtml");
                chat.locator("#switch").click();
                var slow = chat.locator(".choice", new Page.LocatorOptions().setHasText("Stub slow"));
                assertThat(slow).containsText("Your plan Narrow " + mark + " does not include it.");
                assertThat(slow.locator("input")).isDisabled();
                var echo = chat.locator(".choice", new Page.LocatorOptions().setHasText("Stub echo"));
                assertThat(echo.locator("input")).isEnabled();
                assertThat(echo).not().containsText("does not include");
                judge(chat, "chat-models-of-plan");
            }
        } finally {
            run(UNSUBSCRIBE);
        }
    }

    @Looks
    void the_pages_can_be_read_by_everybody_and_fit(String language, ColorScheme theme, int width) {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            var name = "plan-" + language + "-" + theme + "-" + width;
            page.navigate("/operator/plans.xhtml");
            assertThat(page.locator("html")).hasAttribute("lang", language);
            judge(page, "plans-" + name);
            add(page, "Elm " + mark + " " + "W".repeat(60));
            judge(page, name + "-fresh");
            fill(page, "summary", "For teams that work with AI every day");
            fill(page, "baseFee", "19");
            fill(page, "allowance", "15");
            page.locator("[id='next:save']").click();
            page.locator("#sale a.primary").click();
            judge(page, name + "-confirm");
            page.locator("[id='sale:confirm']").click();
            fill(page, "baseFee", "29");
            page.locator("[id='next:save']").click();
            field(page, "everyModel").uncheck();
            page.locator("details.card summary").click();
            judge(page, name);
            page.navigate("/operator/plans.xhtml");
            judge(page, name + "-list");
        }
    }

    private static void add(Page page, String name) {
        page.navigate("/operator/plans.xhtml");
        fill(page, "name", name);
        page.locator("[id='fresh:add']").click();
    }

    private static void sell(Page page, String kept) {
        page.locator("#sale a.primary").click();
        assertThat(page.locator("#sale")).containsText(kept);
        page.locator("[id='sale:confirm']").click();
    }

    private static void judge(Page page, String name) {
        Browser.judge(page, name);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page, String id) {
        return page.locator("main [id$=':" + id + "']").first();
    }

    private static void fill(Page page, String id, String text) {
        field(page, id).fill(text);
    }

    private static void run(String sql) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
