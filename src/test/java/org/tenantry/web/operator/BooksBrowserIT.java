package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
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
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.values.Ids;

/** The operator's books, accounts and clock as they are seen and worked. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BooksBrowserIT {
    private static final List<String> PAGES =
            List.of("/operator/books.xhtml", "/operator/accounts.xhtml", "/operator/clock.xhtml");

    private static Browser browser;

    private final String name = "Wrong & <b>long</b> " + "n".repeat(60) + " " + Ids.next();
    private final UUID tenant = Ids.next();

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Looks
    void every_page_can_be_read_by_everybody_and_fits_also_when_it_is_red(String language, ColorScheme theme, int width)
            throws SQLException {
        aTenantWhoseWalletIsWrong();
        fees();
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/books.xhtml");
            page.locator("[id='audit:run']").click();
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(page.locator("tr#I01 .tag.bad")).isVisible();
            for (var path : PAGES) {
                page.navigate(path);
                page.locator("details.more").evaluateAll("all => all.forEach(one => one.open = true)");
                Browser.judge(page, path.replaceAll("[/.]|xhtml", "-") + language + "-" + theme + "-" + width);
            }
        } finally {
            mend();
        }
    }

    @Test
    void a_red_tenant_is_parked_and_goes_on_only_after_it_is_mended_and_found_in_order() throws SQLException {
        aTenantWhoseWalletIsWrong();
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/books.xhtml");
            button(page, "Check now").click();
            assertThat(page.locator(".notice.bad")).containsText("2 checks are not in order");
            assertThat(page.locator(".wrongs a").first()).hasText(name);
            assertThat(page.locator(".wrongs a").first()).hasAttribute("href", "/operator/tenant.xhtml?id=" + tenant);
            unpark(page).click();
            assertThat(page.locator(".messages .bad")).containsText("only after a complete check");

            Newcomer.run("UPDATE wallet SET available_n = 0 WHERE tenant_id = ?", tenant);
            button(page, "Check now").click();
            assertThat(page.locator(".notice.good")).containsText("in order");
            assertThat(parkedRow(page).locator(".tag.good")).hasText("Found in order");
            unpark(page).click();
            assertThat(page.getByText("The tenant goes on.")).isVisible();
            assertThat(parkedRow(page)).hasCount(0);
            assertThat(Newcomer.number("SELECT COUNT(*) FROM wallet WHERE state = 'ACTIVE' AND tenant_id = ?", tenant))
                    .isEqualTo(1);
        } finally {
            mend();
        }
    }

    @Test
    void a_real_deployment_keeps_real_time_and_says_how_a_demo_moves_it() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/clock.xhtml");
            assertThat(page.getByText("TENANTRY_TEST_CLOCK=on")).isVisible();
            assertThat(page.locator("main form")).hasCount(0);
            assertThat(page.locator(".time-moved")).hasCount(0);
        }
    }

    @Test
    void a_month_or_currency_that_does_not_exist_is_refused_and_months_are_walked_through() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            for (var wrong : List.of("at=2026-13", "at=x", "at=9999-01", "currency=EUROS", "currency=USD'--")) {
                assertThat(page.navigate("/operator/accounts.xhtml?" + wrong).status())
                        .as(wrong)
                        .isEqualTo(400);
            }
            page.navigate("/operator/accounts.xhtml?currency=USD&at=2026-03");
            assertThat(page.locator(".span-move strong")).hasText("March 2026");
            page.locator(".span-move a").first().click();
            assertThat(page.locator(".span-move strong")).hasText("February 2026");
            page.locator(".span-move a").last().click();
            assertThat(page.locator(".span-move strong")).hasText("March 2026");
        }
    }

    private void aTenantWhoseWalletIsWrong() throws SQLException {
        Newcomer.run(
                "INSERT INTO tenant (id, name, currency, zone, locale, state, created_at)"
                        + " VALUES (?, ?, 'USD', 'UTC', 'en', 'ACTIVE', UTC_TIMESTAMP(6))",
                tenant,
                name);
        Newcomer.run(
                "INSERT INTO wallet (id, tenant_id, currency, available_n, held_n, seq, state)"
                        + " VALUES (?, ?, 'USD', 5, 0, 0, 'ACTIVE')",
                Ids.next(),
                tenant);
    }

    /** A subscription that has brought fees for months, of a tenant of its own, and has ended. */
    private void fees() throws SQLException {
        var plan = Ids.next();
        var version = Ids.next();
        var subscription = Ids.next();
        Newcomer.run(
                "INSERT INTO plan (id, name, audience, state, place, created_at)"
                        + " VALUES (?, ?, 'COMPANY', 'WITHDRAWN', 99, UTC_TIMESTAMP(6))",
                plan,
                "Plan " + plan);
        Newcomer.run(
                "INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n,"
                        + " included_seats, allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days,"
                        + " trial_allowance_n, credit_line_n, every_model, every_plugin, created_at)"
                        + " VALUES (?, ?, 1, 'RETIRED', 'USD', '', 49000000000, 9000000000, 1, 0, 'TENANT', 0, 'CALENDAR',"
                        + " 0, 0, 0, TRUE, TRUE, UTC_TIMESTAMP(6))",
                version,
                plan);
        Newcomer.run(
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on, ending,"
                        + " ended_on, changes) VALUES (?, ?, ?, 'ENDED', 'CALENDAR', '2026-01-01', 4, '2026-01-01', FALSE,"
                        + " CURRENT_DATE, 0)",
                subscription,
                tenant,
                version);
        String[] happened = {"STARTED', 1", "SEATS_ADDED', 3", "SEATS_ADDED', 8", "SEATS_FEWER', 5", "ENDED', 5"};
        for (int i = 0; i < happened.length; i++) {
            Newcomer.run(
                    "INSERT INTO subscription_event (tenant_id, subscription_id, seq, at, day, kind, version_id, seats)"
                            + " SELECT ?, ?, " + (i + 1) + ", UTC_TIMESTAMP(6), CURRENT_DATE - INTERVAL "
                            + (10 - 2 * i) + " MONTH, '" + happened[i].replace("',", "', ?,"),
                    tenant,
                    subscription,
                    version);
        }
    }

    private void mend() throws SQLException {
        Newcomer.run(
                "UPDATE wallet SET available_n = 0, state = 'ACTIVE', parked_at = NULL WHERE tenant_id = ?", tenant);
    }

    private Locator parkedRow(Page page) {
        return page.locator("[id='parked'] tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    private Locator unpark(Page page) {
        return parkedRow(page).locator("input[type=submit]");
    }

    private static Locator button(Page page, String said) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(said).setExact(true));
    }
}
