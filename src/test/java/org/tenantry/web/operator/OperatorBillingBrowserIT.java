package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Looks;
import org.tenantry.values.Ids;

/** The operator's pages about subscriptions, bills and late payers, in both languages and themes, wide and narrow. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class OperatorBillingBrowserIT {
    private static final String HOSTILE = "<script>alert(1)</script> " + "W".repeat(60);

    private static Browser browser;
    private static String tenant;
    private static String version;

    @BeforeAll
    static void open() throws SQLException {
        browser = new Browser();
        tenant = Ids.next().toString();
        run("INSERT INTO tenant (id, name, currency, zone, locale, state, created_at) VALUES ('" + tenant
                + "', 'Zelkova " + HOSTILE + "', 'USD', 'UTC', 'en', 'ACTIVE', UTC_TIMESTAMP(6))");
        run("INSERT INTO wallet (id, tenant_id, currency, available_n, held_n, seq, state) VALUES ('" + Ids.next()
                + "', '" + tenant + "', 'USD', 0, 0, 0, 'ACTIVE')");
        run("INSERT INTO period (id, tenant_id, from_day, to_day, start_at, end_at, zone, state, cycle) SELECT '"
                + Ids.next() + "', '" + tenant + "', f, f + INTERVAL 1 MONTH, f, f + INTERVAL 1 MONTH, 'UTC', 'OPEN',"
                + " 'CALENDAR' FROM (SELECT CAST(DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-01') AS DATE) AS f) t");
        var plan = Ids.next().toString();
        version = Ids.next().toString();
        run("INSERT INTO plan (id, name, audience, state, place, created_at) VALUES ('" + plan + "', '" + HOSTILE
                + "', 'COMPANY', 'OFFERED', 1000, UTC_TIMESTAMP(6))");
        run("INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n,"
                + " included_seats, allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days, trial_allowance_n,"
                + " credit_line_n, every_model, every_plugin, created_at, on_sale_at) VALUES ('" + version + "', '"
                + plan + "', 1, 'ON_SALE', 'USD', '', 49000000000, 5000000000, 2, 0, 'TENANT', 0, 'CALENDAR', 0, 0, 0,"
                + " TRUE, TRUE, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        run("INSERT INTO billing_account (tenant_id, legal_name, address, tax_id, bank, bank_account, phone, email,"
                + " tax_name, tax_rate_bp, pays_from_balance, dunning_exempt, dunning_state, parked_why) VALUES ('"
                + tenant + "', 'Zelkova 有限公司', 'Line 1\nLine 2', '91310000MA1K', 'Bank', '6222 0000', '', '', '', 0,"
                + " FALSE, FALSE, 'NONE', '')");
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void a_plan_is_agreed_billed_credited_paid_and_given_up_and_each_refusal_is_said() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            speak(page, "en");
            page.navigate("/operator/tenant-billing.xhtml?id=" + tenant);
            page.locator("[id='tax:name']").fill("VAT");
            page.locator("[id='tax:rate']").fill("19.123");
            page.locator("[id='tax:keep']").click();
            assertThat(page.locator(".messages .bad")).containsText("at most two decimals");
            page.locator("[id='tax:rate']").fill("19");
            page.locator("[id='tax:keep']").click();
            assertThat(page.locator(".messages .good")).isVisible();

            page.navigate("/operator/tenant-plan.xhtml?id=" + tenant);
            page.locator("[id='plan:version']").selectOption(version);
            page.locator("[id='plan:seats']").fill("3");
            page.locator("[id='plan:look']").click();
            assertThat(page.locator("form .notice")).containsText("It begins and is paid.");
            Browser.picture(page, "operator-tenant-plan-preview");
            page.locator("[id='plan:do']").click();
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(page.locator(".timeline li")).hasCount(1);

            page.navigate("/operator/tenant-billing.xhtml?id=" + tenant);
            page.locator("tbody th a").first().click();
            var acts = page.url();
            page.locator(".page-actions a[href*='invoice-credit']").click();
            page.locator("input[id$=':amount']").first().fill("-1");
            page.locator("[id='note:reason']").fill("too much");
            page.locator("[id='note:do']").click();
            assertThat(page.locator(".messages .bad")).containsText("above zero");
            page.locator("input[id$=':amount']").first().fill("1");
            page.evaluate("() => { const b = document.querySelector(\"[id='note:do']\"); b.click(); b.click(); }");
            assertThat(page.locator(".messages .good")).containsText("CN-");
            assertThat(number("SELECT COUNT(*) FROM credit_note WHERE tenant_id = '" + tenant + "'"))
                    .isEqualTo(1);

            page.navigate(acts);
            page.locator("[id='transfer:amount']").fill("1.50");
            page.locator("[id='transfer:on']").fill(text("SELECT CURDATE()"));
            page.locator("[id='transfer:payer']").fill(HOSTILE);
            page.locator("[id='transfer:reference']").fill("thank you");
            page.evaluate("() => { const b = document.querySelector(\"[id='transfer:do']\"); b.click(); b.click(); }");
            assertThat(page.locator(".messages .good")).isVisible();
            assertThat(number("SELECT paid_n FROM invoice WHERE tenant_id = '" + tenant + "'"))
                    .isEqualTo(1_500_000_000L);
            assertThat(page.locator("[id='giveUp:void']")).hasCount(0);

            page.navigate("/operator/tenant.xhtml?id=" + tenant);
            page.locator("[id='suspend:reason']").fill("abuse");
            page.locator("[id='suspend:do']").click();
            assertThat(page.locator(".messages .good")).containsText("suspended");
            page.locator("[id='resume:reason']").fill("settled");
            page.locator("[id='resume:do']").click();
            assertThat(page.locator(".messages .good")).containsText("served again");

            page.navigate("/operator/tenant-credit.xhtml?id=" + tenant);
            page.locator("[id='take:less']").fill("999999");
            page.locator("[id='take:lessReason']").fill("mistake");
            page.locator("[id='take:takeBack']").click();
            assertThat(page.locator(".messages .bad")).containsText("can be taken back");

            page.navigate("/operator/issuer.xhtml");
            page.locator("[id='issuer:remindOn']").fill("1, soon");
            page.locator("[id='issuer:keep']").click();
            assertThat(page.locator(".messages .bad")).containsText("as numbers");
            page.locator("[id='issuer:remindOn']").fill("20, 1, 9, 13");
            page.locator("[id='issuer:keep']").click();
            assertThat(page.locator("[id='issuer:remindOn']")).hasValue("1, 9, 13, 20");
        }
    }

    @Looks
    void every_page_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width)
            throws SQLException {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            speak(page, language);
            page.onDialog(dialog -> {
                throw new AssertionError("a name was run: " + dialog.message());
            });
            late();
            for (var path : pages()) {
                page.navigate(path);
                assertThat(page.locator("html")).hasAttribute("lang", language);
                judge(page, path.replaceAll("\\?.*|[/.]|xhtml", "-"), language, theme, width);
            }
        }
    }

    /** Some invoice of this tenant is overdue, if it has one. */
    private static void late() throws SQLException {
        run("UPDATE invoice SET state = 'OVERDUE' WHERE tenant_id = '" + tenant + "' AND state = 'FINALISED'");
        run("UPDATE invoice SET fapiao = 'REQUESTED' WHERE tenant_id = '" + tenant + "' AND state = 'OVERDUE'");
    }

    private static List<String> pages() throws SQLException {
        var pages = new ArrayList<>(List.of(
                "/operator/subscriptions.xhtml",
                "/operator/dunning.xhtml",
                "/operator/fapiao.xhtml",
                "/operator/issuer.xhtml",
                "/operator/tenant.xhtml?id=" + tenant,
                "/operator/tenant-plan.xhtml?id=" + tenant,
                "/operator/tenant-billing.xhtml?id=" + tenant,
                "/operator/tenant-credit.xhtml?id=" + tenant));
        if (number("SELECT COUNT(*) FROM invoice WHERE tenant_id = '" + tenant + "'") > 0) {
            var ids = "?id=" + text("SELECT id FROM invoice WHERE tenant_id = '" + tenant + "' LIMIT 1") + "&tenant="
                    + tenant;
            pages.add("/operator/invoice-acts.xhtml" + ids);
            pages.add("/operator/invoice-credit.xhtml" + ids);
        }
        return pages;
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

    private static void run(String sql) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private static String text(String sql) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
