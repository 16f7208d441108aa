package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
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
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.StripeTells;
import org.tenantry.values.Ids;

/** Money as people see it come in: transfers, vouchers and cards, on the pages of the company and of the operator. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class MoneyBrowserIT {
    private static final String ADMIN = "bella@birch.example";

    private static Browser browser;

    private final String mark = Ids.next().toString().substring(24);

    @BeforeAll
    static void open() throws SQLException {
        browser = new Browser();
        try (var connection = Bed.database();
                var query = connection.createStatement()) {
            query.executeUpdate("UPDATE issuer SET name = 'Tenantry GmbH', bank = 'Testbank',"
                    + " bank_account = 'DE02 1203 0000 0000 2020 51'");
        }
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void a_transfer_is_started_by_an_admin_confirmed_by_the_operator_and_partly_sent_back() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280);
                var office = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var admin = Browser.signedIn(window, ADMIN);
            speak(admin, "en");
            admin.navigate("/admin/top-up.xhtml");
            admin.locator("[id='start:own']").fill("-5");
            admin.locator("[id='start:way']").selectOption("BANK");
            admin.locator("[id='start:submit']").click();
            assertThat(admin.locator(".messages .bad")).containsText("above zero");
            admin.locator("[id='start:own']").fill("");
            admin.locator(".tiles input[value='100']").check();
            admin.locator("[id='start:submit']").dblclick();
            assertThat(admin.locator(".facts")).containsText("DE02 1203 0000 0000 2020 51");
            var number = admin.locator(".facts .mono").first().innerText();
            assertThat(number).startsWith("TU-");
            assertThat(admin.locator(".tag.warn").first()).hasText("Waiting");
            Browser.picture(admin, "money-transfer");

            var operator = Browser.signedIn(office, Bed.OPERATOR);
            operator.navigate("/operator/payments.xhtml?number=" + number);
            assertThat(operator.locator("section[aria-labelledby=all] tbody tr"))
                    .hasCount(1);
            operator.locator("section[aria-labelledby=all] tbody a").first().click();
            operator.locator("[id='confirm:payer']").fill("Birch Ltd");
            operator.locator("[id='confirm:reference']").fill(number);
            operator.locator("[id='confirm:amount']").fill("90");
            operator.locator("[id='confirm:on']").fill("2026-01-15");
            operator.locator("[id='confirm:yes']").click();
            assertThat(operator.locator(".messages .good")).containsText("confirmed and credited");
            assertThat(operator.locator(".facts")).containsText("Another amount");
            operator.locator("[id='refund:back']").fill("1000");
            operator.locator("[id='refund:reason']").fill("Too much");
            operator.locator("[id='refund:send']").click();
            assertThat(operator.locator(".messages .bad")).containsText("At most $90.00");
            operator.locator("[id='refund:back']").fill("15");
            operator.locator("[id='refund:send']").click();
            assertThat(operator.locator(".messages .good")).containsText("on its way back");
            Browser.picture(operator, "money-payment");

            admin.reload();
            assertThat(admin.locator(".notice.good")).containsText("$90.00 have arrived");
            assertThat(admin.locator("section[aria-labelledby=history] tbody tr")
                            .filter(has(number)))
                    .containsText("$15.00 sent back");
        }
    }

    @Test
    void vouchers_are_made_exported_once_and_redeemed_once() throws IOException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280);
                var office = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var operator = Browser.signedIn(office, Bed.OPERATOR);
            operator.navigate("/operator/vouchers.xhtml");
            operator.locator("[id='create:name']").fill("Fair " + mark);
            operator.locator("[id='create:amount']").fill("12.50");
            operator.locator("[id='create:currency']").fill("usd");
            operator.locator("[id='create:count']").fill("2");
            operator.locator("[id='create:submit']").click();
            var row = operator.locator("tbody tr").filter(has("Fair " + mark));
            assertThat(row).containsText("Not exported");
            var file = operator.waitForDownload(
                    () -> row.locator("input[id$=export]").click());
            var codes = Files.readAllLines(file.path());
            assertThat(codes).hasSize(3).first().isEqualTo("code");
            operator.navigate("/operator/vouchers.xhtml");
            row.locator("input[id$=export]").click();
            assertThat(operator.locator(".messages .bad")).containsText("exported already");

            var admin = Browser.signedIn(window, ADMIN);
            speak(admin, "en");
            admin.navigate("/admin/redeem.xhtml");
            admin.locator("[id='redeem:code']").fill("AAAA-BBBB-CCCC-DDDD");
            admin.locator("[id='redeem:submit']").click();
            assertThat(admin.locator(".messages .bad")).containsText("not valid or already used");
            admin.locator("[id='redeem:code']").fill(codes.get(1).toLowerCase(java.util.Locale.ROOT));
            admin.locator("[id='redeem:submit']").click();
            assertThat(admin.locator(".messages .good")).containsText("$12.50 were added");
            admin.navigate("/admin/wallet.xhtml");
            assertThat(admin.locator("section[aria-labelledby=ledger]")).containsText("Fair " + mark);
        }
    }

    @Test
    void a_card_is_paid_elsewhere_and_credited_only_when_the_provider_says_so() {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var admin = Browser.signedIn(window, ADMIN);
            speak(admin, "en");
            admin.navigate("/admin/top-up.xhtml");
            admin.locator("[id='start:own']").fill("30");
            admin.locator("[id='start:way']").selectOption("STRIPE");
            admin.locator("[id='start:keep']").check();
            admin.locator("[id='start:submit']").click();
            assertThat(admin.locator("a.primary"))
                    .hasAttribute("href", java.util.regex.Pattern.compile(".*/pay/cs_.*"));
            var order = admin.url().replaceAll(".*order=([0-9a-f-]{36}).*", "$1");
            admin.navigate("/admin/top-up.xhtml?order=" + order + "&paid=true");
            assertThat(admin.locator(".notice")).containsText("as soon as the payment has arrived");
            assertThat(admin.locator(".card-head .tag")).hasText("Waiting");

            assertThat(StripeTells.tell(StripeTells.savedCard("evt-" + mark, java.util.UUID.fromString(order), 3000)))
                    .isEqualTo(200);
            admin.reload();
            assertThat(admin.locator(".notice.good")).containsText("$30.00 have arrived");

            admin.navigate("/admin/auto-top-up.xhtml");
            admin.locator("[id='rule:threshold']").fill("0.01");
            admin.locator("[id='rule:amount']").fill("20");
            admin.locator("[id='rule:submit']").click();
            assertThat(admin.locator(".card-head .tag")).hasText("On");
            Browser.picture(admin, "money-auto");
            admin.locator("[id='card:off']").click();
            assertThat(admin.locator(".card-head .tag")).hasText("Off");
        }
    }

    @Looks
    void every_page_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width) {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, ADMIN);
            speak(page, language);
            for (var path : List.of("/admin/top-up.xhtml", "/admin/redeem.xhtml", "/admin/auto-top-up.xhtml")) {
                page.navigate(path);
                judge(page, path, language, theme, width);
            }
        }
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            speak(page, language);
            for (var path : List.of("/operator/payments.xhtml", "/operator/vouchers.xhtml")) {
                page.navigate(path);
                judge(page, path, language, theme, width);
            }
            page.navigate("/operator/payments.xhtml");
            var first = page.locator("section[aria-labelledby=all] tbody a").first();
            if (first.count() > 0) {
                first.click();
                judge(page, "/operator/payment", language, theme, width);
            }
            speak(page, "en");
        }
    }

    private static Locator.FilterOptions has(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static void speak(Page page, String language) {
        page.navigate("/account/settings.xhtml");
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu button[value=" + language + "]").click();
        assertThat(page.locator("html")).hasAttribute("lang", language);
    }

    private static void judge(Page page, String path, String language, ColorScheme theme, int width) {
        var picture = "money" + path.replaceAll("[/.]|xhtml", "-") + "-" + language + "-" + theme + "-" + width;
        Browser.judge(page, picture);
    }
}
