package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.tenantry.testbed.Chatter;
import org.tenantry.testbed.Looks;
import org.tenantry.testbed.Newcomer;
import org.tenantry.values.Ids;

/** The providers board and the keys of a provider as they are seen and worked. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoardBrowserIT {
    private static Browser browser;
    private static Chatter abel;

    private final String mark = Ids.next().toString().substring(24);

    @BeforeAll
    static void open() {
        browser = new Browser();
        abel = new Chatter("abel@acme.example");
        abel.over(abel.ask("stub-echo", "Hello").getJsonObject("answer").getString("id"));
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Looks
    void both_pages_can_be_read_by_everybody_and_fit_whatever_things_are_called(
            String language, ColorScheme theme, int width) throws SQLException {
        var model = week("<script>alert(1)</script> " + "W".repeat(120), "P <b>& " + "v".repeat(150) + mark);
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.onDialog(dialog -> {
                throw new AssertionError("a name was run: " + dialog.message());
            });
            for (var span : List.of("HOUR", "DAY", "WEEK")) {
                page.navigate("/operator/board.xhtml?span=" + span + "&model=" + model);
                page.locator("details.more").evaluateAll("all => all.forEach(one => one.open = true)");
                judge(page, "board-" + span + "-" + language + "-" + theme + "-" + width);
            }
            page.navigate("/operator/provider-keys.xhtml?id=" + provider(model));
            judge(page, "keys-" + language + "-" + theme + "-" + width);
        } finally {
            Newcomer.run("DELETE FROM provider_key WHERE sealed_key = 'v1:unread'");
            Newcomer.run("DELETE FROM node_circuit WHERE model_id = ?", model);
        }
    }

    @Test
    void the_board_tells_what_happened_and_asks_a_model_at_the_operators_own_cost() throws SQLException {
        for (var model : List.of("stub-echo", "stub-error-500", "stub-429")) {
            abel.over(abel.ask(model, "Hello board").getJsonObject("answer").getString("id"));
        }
        long calls = Newcomer.number("SELECT COUNT(*) FROM model_call");
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/board.xhtml?span=HOUR");
            var failing = card(page, "Stub error 500");
            assertThat(failing).containsText("its own error");
            assertThat(card(page, "Stub 429")).containsText("asked to slow down");
            page.getByRole(AriaRole.BUTTON, named("Ask Stub echo a short question"))
                    .click();
            assertThat(page.locator(".notice.good")).containsText("Stub echo answered: first token after");
            page.getByRole(AriaRole.BUTTON, named("Ask Stub error 500 a short question"))
                    .click();
            assertThat(page.locator(".notice.bad")).containsText("The provider reports an error of its own.");
            assertThat(Newcomer.number("SELECT COUNT(*) FROM model_call"))
                    .as("nobody is billed for a test")
                    .isEqualTo(calls);
            assertThat(page.navigate("/operator/board.xhtml?span=YEAR").status())
                    .isEqualTo(400);
            assertThat(page.navigate("/operator/board.xhtml?model=x").status()).isEqualTo(404);
        }
    }

    @Test
    void keys_are_added_weighed_tested_and_deleted_and_never_shown() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/provider.xhtml?kind=OPENAI");
            fill(page, "name", "Keyed " + mark);
            fill(page, "baseUrl", "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/v1");
            page.locator("[id='provider:save']").click();
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Keys").setExact(true))
                    .click();
            assertThat(page.getByText("This provider is asked without a key.")).isVisible();
            add(page, "first " + mark, "sk-never-shown-" + mark, "3");
            assertThat(page.getByText("The key is added.")).isVisible();
            assertThat(page.content()).doesNotContain("sk-never-shown");
            add(page, "FIRST " + mark, "sk-other", "1");
            assertThat(page.locator(".messages .bad")).containsText("already has a key called");
            add(page, "second " + mark, "sk two", "1");
            assertThat(page.locator(".messages .bad")).containsText("without spaces");
            add(page, "second " + mark, "sk-two", "0");
            assertThat(page.locator(".messages .bad")).containsText("from 1 to 1,000");
            add(page, "second " + mark, "sk-two", "1");
            assertThat(page.getByText("The key is added.")).isVisible();

            var second = page.locator(".board > li", new Page.LocatorOptions().setHasText("second " + mark));
            second.locator("input[type=text]").fill("7");
            second.getByText("Save the weight").click();
            assertThat(page.getByText("Saved.")).isVisible();
            assertThat(Newcomer.number("SELECT weight FROM provider_key WHERE label = ?", "second " + mark))
                    .isEqualTo(7);
            second.locator("[value=Test]").click();
            assertThat(page.locator(".notice.good")).containsText("accepts the key");
            second.locator("[value='Switch off']").click();
            assertThat(page.getByText("Switched off.")).isVisible();
            second.locator("[value=Delete]").click();
            assertThat(page.getByText("The key is deleted.")).isVisible();
            assertThat(page.locator(".board > li")).hasCount(1);
            assertThat(Newcomer.number(
                            "SELECT COUNT(*) FROM audit_event WHERE act LIKE 'provider.key.%' AND detail LIKE ?",
                            "%" + mark + "%"))
                    .isEqualTo(5);
            assertThat(Newcomer.number("SELECT COUNT(*) FROM audit_event WHERE detail LIKE '%sk-never-shown%'"))
                    .isZero();
        }
    }

    /** A model that was asked for a week, now and then in vain; nobody paid for it. */
    private UUID week(String label, String provider) throws SQLException {
        var owner = Ids.next();
        var model = Ids.next();
        Newcomer.run(
                "INSERT INTO provider (id, name, kind, base_url, state, asks_usage, first_byte_seconds, idle_seconds,"
                        + " total_seconds, created_at) VALUES (?, ?, 'OPENAI', 'http://127.0.0.1:9', 'ON', 1, 5, 5, 5,"
                        + " UTC_TIMESTAMP(6))",
                owner,
                provider);
        Newcomer.run(
                "INSERT INTO provider_key (id, provider_id, label, sealed_key, weight, state, created_at, last_used_at,"
                        + " last_failed_at, last_failure) VALUES (?, ?, ?, 'v1:unread', 5, 'ON', UTC_TIMESTAMP(6),"
                        + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'KEY_REFUSED')",
                Ids.next(),
                owner,
                "k".repeat(60));
        Newcomer.run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                        + " most_output_tokens, state, created_at)"
                        + " VALUES (?, ?, ?, 'up', ?, 'o200k_base', 1000, 100, 'OFF', UTC_TIMESTAMP(6))",
                model,
                owner,
                "m-" + model,
                label);
        Newcomer.run(
                "INSERT INTO node_circuit (node, model_id, state, since, until, told_at) VALUES (?, ?, 'OPEN',"
                        + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE, UTC_TIMESTAMP(6) + INTERVAL 1 HOUR)",
                "n".repeat(80).substring(mark.length()) + mark,
                model);
        Newcomer.run(
                "INSERT INTO model_call (id, tenant_id, member_id, wallet_id, origin, model_id, price_version_id,"
                        + " idempotency_key, body_hash, state, hold_n, local_input_tokens, local_exact,"
                        + " most_output_tokens, output_seen, lease_until, created_at, ended_at, ending)"
                        + " WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                        + " SELECT UUID(), c.tenant_id, c.member_id, c.wallet_id, 'API', c.model_id, c.price_version_id,"
                        + " CONCAT(?, '-', n.i), c.body_hash, 'VOIDED', n.i % 5 = 0, 1, 1, 1, 0, UTC_TIMESTAMP(6),"
                        + " UTC_TIMESTAMP(6) - INTERVAL 1 YEAR, UTC_TIMESTAMP(6), 'FAILED'"
                        + " FROM (SELECT * FROM model_call LIMIT 1) c JOIN n",
                model.toString());
        Newcomer.run(
                "INSERT INTO call_attempt SELECT id, 1, tenant_id, ?, ?, 'main', UTC_TIMESTAMP(6) - INTERVAL"
                        + " SUBSTRING_INDEX(idempotency_key, '-', -1) * 25 MINUTE, IF(hold_n = 1, NULL, 300 + 900 *"
                        + " RAND() * RAND()), 1500 + 4000 * RAND(), IF(hold_n = 1, 'FAILED', 'DONE'),"
                        + " IF(hold_n = 0, NULL, IF(RAND() < 0.3, 'RATE_LIMITED', 'TIMED_OUT')), 1, 0, 0 FROM model_call"
                        + " WHERE idempotency_key LIKE ?",
                owner,
                model,
                model + "-%");
        return model;
    }

    private static String provider(UUID model) {
        return Chatter.text("SELECT provider_id FROM model WHERE id = ?", model.toString());
    }

    private static com.microsoft.playwright.Locator card(Page page, String model) {
        return page.locator(".board > li", new Page.LocatorOptions().setHasText(model));
    }

    private static void add(Page page, String label, String secret, String weight) {
        fill(page, "label", label);
        fill(page, "secret", secret);
        page.locator("[id='add:weight']").fill(weight);
        page.locator("[id='add:submit']").click();
    }

    private static void fill(Page page, String id, String text) {
        page.locator("main [id$=':" + id + "']").last().fill(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void judge(Page page, String name) {
        Browser.judge(page, name);
    }
}
