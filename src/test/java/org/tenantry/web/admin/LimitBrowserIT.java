package org.tenantry.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Firm;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.values.Ids;

/** Limits as those see them who set them, and who runs into one. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitBrowserIT {
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
    void a_limit_is_set_and_who_runs_into_it_sees_whose_it_is_and_the_seconds_go_by(
            String language, ColorScheme theme, int width) throws SQLException {
        var look = "limits-" + language + "-" + theme + "-" + width;
        var firm = Firm.open("Limited " + Ids.next());
        var person = Newcomer.person();
        var member = person.joins(firm.tenant(), "MEMBER");
        Newcomer.run("UPDATE tenant SET locale = ? WHERE id = ?", language, firm.tenant());
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, firm.admin().email());
            page.navigate("/admin/limits.xhtml?of=" + member);
            page.locator("[id='set:requests']").fill("1");
            page.locator("[id='set:streams']").fill("0");
            page.locator("#set [type=submit]").click();
            assertThat(page.locator(".messages .bad")).isVisible();
            assertThat(page.locator("[id='set:requests']")).hasValue("1");
            page.locator("[id='set:streams']").fill("3");
            page.locator("#set [type=submit]").click();
            assertThat(page.locator(".messages .good")).isVisible();
            page.locator("a[href$='" + member + "']").click();
            assertThat(page.locator("[id='set:streams']")).hasValue("3");
            Browser.judge(page, look + "-admin");
        }
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            for (var path : new String[] {"limits.xhtml", "tenant-limits.xhtml?id=" + firm.tenant()}) {
                page.navigate("/operator/" + path);
                Browser.judge(page, look + "-" + path.substring(0, path.indexOf('.')));
            }
        }
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, person.email());
            page.navigate("/chat/index.xhtml");
            ask(page, "Without credit, but counted");
            ask(page, "One too many");
            var refused = page.locator(".mine").last();
            assertThat(refused.locator(".note"))
                    .containsText(language.equals("zh") ? "管理员" : "An admin of your company");
            var again = refused.locator("[data-act=again]");
            assertThat(again).isDisabled();
            assertThat(again).hasText(Pattern.compile(".+ \\(\\d\\d\\)"));
            assertThat(refused.locator("[data-act=edit]")).isEnabled();
            var told = again.innerText();
            assertThat(again).not().hasText(told);
            Browser.judge(page, look + "-chat");
        }
    }

    private static void ask(Page page, String text) {
        page.locator("#question").fill(text);
        page.locator("#question").press("Enter");
        page.waitForFunction("() => !document.querySelector('.theirs[data-state=STREAMING], .waiting')");
    }
}
