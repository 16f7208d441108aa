package org.tenantry.web.operator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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

/** The accuracy page and the choice of a tokenizer, as an operator sees and works them. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccuracyBrowserIT {
    private static final UUID MODEL = Ids.next();
    private static final String LABEL = "A model with a rather long name " + MODEL;

    private static Browser browser;

    /** A model whose provider counts 25 tokens more than we do, with enough calls to show it. */
    @BeforeAll
    static void open() throws SQLException {
        browser = new Browser();
        Newcomer.run(
                "INSERT INTO model (id, provider_id, name, upstream_name, label, tokenizer, context_tokens,"
                        + " most_output_tokens, state, created_at) SELECT ?, provider_id, ?, ?, ?, 'o200k_base', 32000, 2000,"
                        + " 'ON', UTC_TIMESTAMP(6) FROM model WHERE name = 'stub-echo'",
                MODEL,
                MODEL.toString(),
                MODEL.toString(),
                LABEL);
        Newcomer.run(
                "INSERT INTO price_version (id, model_id, currency, valid_from, sell_input_n, sell_cached_input_n,"
                        + " sell_cache_write_n, sell_output_n, created_at) SELECT UUID(), ?, currency, '2020-01-01', 1000, 1000,"
                        + " 1000, 1000, UTC_TIMESTAMP(6) FROM price_version WHERE model_id = (SELECT id FROM model WHERE name ="
                        + " 'stub-echo') GROUP BY currency",
                MODEL);
        var aiko = new Chatter("aiko@acme.example");
        Awaitility.await("the model on offer")
                .atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> {
                    answered(aiko, "[stub prompt=20]");
                    return true;
                });
        for (int i = 0; i < 24; i++) {
            answered(aiko, "[stub prompt=532] " + "word ".repeat(494));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        browser.close();
        Newcomer.run("UPDATE model SET state = 'OFF' WHERE id = ?", MODEL);
    }

    @Looks
    void the_page_can_be_read_by_everybody_and_fits(String language, ColorScheme theme, int width) {
        try (var window = browser.window(language, theme, width)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/accuracy.xhtml");
            assertThat(page.locator(".drifts li").first()).isVisible();
            Browser.judge(page, "operator-accuracy-" + language + "-" + theme + "-" + width);
        }
    }

    @Test
    void a_model_that_is_off_is_seen_learnt_and_reset() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 1280)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            page.navigate("/operator/accuracy.xhtml");
            assertThat(page.locator(".notice.bad")).containsText("off by more than 2%");
            assertThat(row(page, "table.accuracy").locator(".tag.bad")).hasText("above 2%");
            assertThat(page.getByLabel("Error of " + LABEL)).isVisible();
            assertThat(row(page, "[id=offsets]")).containsText("tokens a call");

            page.getByLabel("Use the proposal for " + LABEL).click();
            assertThat(page.locator(".messages .good")).containsText("From now on our count takes the difference in");
            assertThat(Newcomer.number("SELECT count_offset FROM model WHERE id = ?", MODEL))
                    .isPositive();
            page.navigate("/operator/model.xhtml?id=" + MODEL);
            assertThat(page.locator("dl.facts")).containsText("tokens a call");

            page.navigate("/operator/accuracy.xhtml");
            page.getByLabel("Reset " + LABEL).click();
            assertThat(page.locator(".messages .good")).containsText("nothing is added");
            assertThat(Newcomer.number("SELECT count_offset FROM model WHERE id = ?", MODEL))
                    .isZero();
        } finally {
            Newcomer.run("UPDATE model SET counted_since = '2000-01-01' WHERE id = ?", MODEL);
        }
    }

    @Test
    void a_file_in_the_folder_can_be_chosen_and_a_bad_one_is_told() throws SQLException {
        try (var window = browser.window("en", ColorScheme.LIGHT, 390)) {
            var page = Browser.signedIn(window, Bed.OPERATOR);
            for (var choice : List.of("tiny", "broken", "tiny")) {
                page.navigate("/operator/model.xhtml?id=" + MODEL);
                page.locator("[id='model:tokenizer']").selectOption("file:" + choice);
                page.locator("[id='model:save']").click();
                assertThat(page.locator(".messages .good")).isVisible();
                assertThat(page.locator(".notice.warn")).hasCount(choice.equals("tiny") ? 0 : 1);
            }
            Newcomer.run("UPDATE model SET tokenizer = 'file:gone' WHERE id = ?", MODEL);
            page.navigate("/operator/model.xhtml?id=" + MODEL);
            assertThat(page.locator(".notice.warn")).containsText("gone.json is not in the folder");
            Browser.judge(page, "operator-model-tokenizer-missing");
        } finally {
            Newcomer.run("UPDATE model SET tokenizer = 'o200k_base', counted_since = '2000-01-01' WHERE id = ?", MODEL);
        }
    }

    private static void answered(Chatter asker, String text) {
        asker.over(asker.ask(MODEL.toString(), text).getJsonObject("answer").getString("id"));
    }

    private static Locator row(Page page, String table) {
        return page.locator(table + " tbody tr", new Page.LocatorOptions().setHasText(LABEL));
    }
}
