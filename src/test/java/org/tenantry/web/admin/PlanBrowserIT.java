package org.tenantry.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Firm;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.values.Ids;

/** Plan, seats, billing details and the own account as people see and work them. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanBrowserIT {
    private static final String MARK = Ids.next().toString().substring(24);
    private static Browser browser;
    private static UUID team;
    private static UUID large;
    private static UUID hostile;
    private static UUID alone;
    private static Firm firm;
    private static Firm person;

    @BeforeAll
    static void open() throws SQLException {
        browser = new Browser();
        team = Firm.sells("Team " + MARK, "COMPANY", 49, 8, 20, 14);
        large = Firm.sells("Enterprise " + MARK, "COMPANY", 499, 12, 250, 0);
        hostile = Firm.sells("<b>" + "W".repeat(70) + "</b> " + MARK, "COMPANY", 1_000_000, 99_999, 900_000, 0);
        alone = Firm.sells("Solo " + MARK, "PERSON", 20, 0, 5, 0);
        firm = Firm.open("Firm <i>" + "L".repeat(60) + "</i> " + MARK);
        person = Firm.open("Person " + MARK);
        Newcomer.run(
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on, ending,"
                        + " changes) VALUES (?, ?, ?, 'ACTIVE', 'CALENDAR', CURRENT_DATE, 1, CURRENT_DATE, 0, 0)",
                Ids.next(),
                person.tenant(),
                alone);
        for (int i = 0; i < 3; i++) {
            var member = Newcomer.person().joins(firm.tenant(), "MEMBER");
            if (i == 0) {
                Newcomer.run("UPDATE member SET state = 'REMOVED' WHERE id = ?", member);
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        browser.close();
        for (var version : new UUID[] {team, large, hostile, alone}) {
            Firm.withdraws(version);
        }
    }

    @Test
    void a_plan_is_tried_bought_and_made_larger_for_the_total_that_was_shown() throws SQLException {
        var own = Firm.open("Buyer " + Ids.next());
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, own.admin().email());
            page.navigate("/admin/plan.xhtml");
            Browser.picture(page, "plan-none");
            page.locator(".plan-card", new Page.LocatorOptions().setHasText("Team " + MARK))
                    .locator("a")
                    .click();
            page.locator("#seats").fill("3");
            page.locator("#choose button").click();
            assertThat(page.locator("#preview")).containsText("Try Team " + MARK + " with 3 seats");
            Browser.picture(page, "plan-change-trial");
            page.locator("[id='confirm:do']").click();
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(page.locator(".card-head .tag").first()).hasText("Trial");
            Browser.picture(page, "plan-trial");

            page.getByText("End the trial, pay from today").click();
            page.locator("[id='confirm:do']").click();
            assertThat(page.locator(".card-head .tag").first()).hasText("Active");

            page.navigate("/admin/plan-change.xhtml?version=" + large + "&seats=5");
            var total = page.locator("#preview .total").first().innerText();
            Browser.picture(page, "plan-change-upgrade");
            page.locator("[id='confirm:do']").click();
            assertThat(page.locator("h2").first()).hasText("Enterprise " + MARK);
            long billed = Newcomer.number(
                    "SELECT total_n FROM invoice WHERE tenant_id = ? AND kind = 'CHANGE'", own.tenant());
            assertThat(total.replaceAll("[$,.]", "")).isEqualTo(String.valueOf(billed / 10_000_000));
            Browser.picture(page, "plan-active");

            page.getByText("Cancel the plan").click();
            Browser.picture(page, "plan-cancel");
            page.locator("[id='cancel:confirm']").click();
            assertThat(page.locator(".notice.row")).containsText("The plan ends after");
            Browser.picture(page, "plan-cancelled");
        }
    }

    @Looks
    void every_page_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width)
            throws SQLException {
        try (var window = browser.window(language, theme, width)) {
            var errors = new ArrayList<String>();
            var page = Browser.signedIn(window, firm.admin().email());
            page.onDialog(dialog -> errors.add(dialog.message()));
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    errors.add(message.text());
                }
            });
            speak(page, language);
            for (var path : List.of(
                    "/admin/plan.xhtml",
                    "/admin/plan-change.xhtml",
                    "/admin/plan-change.xhtml?version=" + hostile + "&seats=4",
                    "/admin/plan-change.xhtml?version=" + team + "&seats=1",
                    "/admin/seats.xhtml",
                    "/admin/seats.xhtml?remove=" + active(),
                    "/admin/billing.xhtml")) {
                page.navigate(path);
                judge(page, path, language, theme, width);
            }
            page.close();
            page = Browser.signedIn(
                    window(language, theme, width), person.admin().email());
            speak(page, language);
            for (var path : List.of("/account/me.xhtml", "/admin/plan.xhtml?asked=cancel")) {
                page.navigate(path);
                judge(page, "person" + path, language, theme, width);
            }
            page.context().close();
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void a_plan_is_chosen_with_the_keyboard_alone() throws SQLException {
        var own = Firm.open("Keys " + Ids.next());
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, own.admin().email());
            page.navigate("/admin/plan-change.xhtml");
            page.locator("input[name=version][value='" + large + "']").focus();
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            assertThat(page.locator("#seats")).isFocused();
            page.keyboard().press("Enter");
            page.locator("[id='confirm:do']").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".messages .good")).isVisible();
        }
    }

    private static com.microsoft.playwright.BrowserContext window(String language, ColorScheme theme, int width) {
        return browser.window(language, theme, width);
    }

    private static String active() throws SQLException {
        return org.tenantry.testbed.Chatter.text(
                "SELECT id FROM member WHERE tenant_id = ? AND role = 'MEMBER' AND state = 'ACTIVE' LIMIT 1",
                firm.tenant().toString());
    }

    private static void speak(Page page, String language) {
        page.navigate("/account/settings.xhtml");
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu button[value=" + language + "]").click();
        assertThat(page.locator("html")).hasAttribute("lang", language);
    }

    private static void judge(Page page, String path, String language, ColorScheme theme, int width) {
        var name = path.replaceAll("=[0-9a-f-]{36}", "").replaceAll("[/.?&=]|xhtml", "-");
        var picture = "plan" + name + "-" + language + "-" + theme + "-" + width;
        Browser.judge(page, picture);
    }
}
