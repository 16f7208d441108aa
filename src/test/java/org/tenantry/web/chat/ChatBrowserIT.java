package org.tenantry.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
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
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.Chatter;

/** What a member does on the chat page: ask, watch, stop, come back, choose another model, keep the list in order. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatBrowserIT {
    private static final String ABEL = "abel@acme.example";
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
        setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void a_member_asks_watches_the_answer_come_and_sees_tokens_and_price() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub slow");
            ask(page, "[stub tokens=60 pause=40]");
            assertThat(page.locator(".mine")).containsText("stub tokens=60");
            var answer = page.locator(".theirs");
            assertThat(answer).hasClass(Pattern.compile("speaking"));
            int some = answer.locator(".body").innerText().length();
            page.waitForFunction("n => document.querySelector('.theirs .body').innerText.length > n + 40", some);
            assertThat(answer).hasAttribute("data-state", "STREAMING");
            assertThat(answer).hasAttribute("data-state", "DONE");
            assertThat(answer.locator(".tokens")).hasText(Pattern.compile("\\d+ in · 60 out"));
            assertThat(answer.locator(".cost")).hasText(Pattern.compile("\\$0\\.000\\d+"));
            assertThat(page.locator("#question")).isFocused();
            answer.locator(".bill summary").click();
            assertThat(answer.locator(".bill dl")).containsText("exactly");
            assertThat(page.locator(".shelf li a").first()).hasText("[stub tokens=60 pause=40]");
            assertThat(page).hasURL(Pattern.compile("\\?c=[0-9a-f-]{36}$"));
        }
    }

    @Test
    void stop_and_escape_stop_and_what_was_shown_stays() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub slow");
            ask(page, "one");
            assertThat(page.locator(".theirs")).hasClass(Pattern.compile("speaking"));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop"))
                    .click();
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "STOPPED");
            assertThat(page.locator(".theirs .note")).containsText("You stopped this answer");
            assertThat(page.locator(".theirs .cost")).containsText("$0.0");
            var kept = page.locator(".theirs .body").innerText();
            ask(page, "two");
            assertThat(page.locator(".theirs").last()).hasClass(Pattern.compile("speaking"));
            page.keyboard().press("Escape");
            assertThat(page.locator(".theirs").last()).hasAttribute("data-state", "STOPPED");
            page.reload();
            assertThat(page.locator(".theirs .body").first()).hasText(kept);
        }
    }

    @Test
    void a_reload_in_the_middle_goes_on_where_it_was_and_a_second_tab_sees_the_same() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub slow");
            ask(page, "[stub tokens=120 pause=40]");
            assertThat(page.locator(".theirs")).hasClass(Pattern.compile("speaking"));
            page.waitForURL(Pattern.compile("\\?c="));
            var second = window.newPage();
            second.navigate(page.url());
            page.reload();
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "STREAMING");
            assertThat(second.locator(".theirs")).hasClass(Pattern.compile("speaking"));
            for (var tab : List.of(page, second)) {
                assertThat(tab.locator(".theirs")).hasAttribute("data-state", "DONE");
                assertThat(tab.locator(".theirs .tokens")).containsText("120 out");
            }
            assertThat(second.locator(".theirs .body").innerText())
                    .isEqualTo(page.locator(".theirs .body").innerText());
        }
    }

    @Test
    void an_enter_that_ends_the_choice_of_a_character_never_sends() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub echo");
            page.locator("#question").fill("ni hao");
            page.evaluate(
                    """
                    () => {
                      const box = document.querySelector("#question"), key = (more) => box.dispatchEvent(
                        new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }));
                      key({ isComposing: true });
                      key({ keyCode: 229 });
                      box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "你好" }));
                      key({});
                    }
                    """);
            page.waitForTimeout(300);
            assertThat(page.locator(".bubble")).hasCount(0);
            assertThat(page.locator("#question")).hasValue("ni hao");
            page.locator("#question").press("Shift+Enter");
            assertThat(page.locator("#question")).hasValue("ni hao\n");
            page.locator("#question").press("Enter");
            assertThat(page.locator(".bubble")).hasCount(2);
        }
    }

    @Test
    void the_model_is_switched_in_mid_conversation_and_old_answers_keep_their_badge() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub echo");
            page.locator("#switch").click();
            assertThat(page.locator(".choice", new Page.LocatorOptions().setHasText("Stub echo")))
                    .containsText("$1.00 in · $4.00 out");
            page.keyboard().press("Escape");
            ask(page, "first");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            choose(page, "Llama echo");
            ask(page, "second");
            assertThat(page.locator(".theirs").last()).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".theirs .model")).hasText(new String[] {"Stub echo", "Llama echo"});
            page.reload();
            assertThat(page.locator(".theirs .model")).hasText(new String[] {"Stub echo", "Llama echo"});
            assertThat(page.locator("#model-label")).hasText("Llama echo");
        }
    }

    @Test
    void what_failed_says_why_and_is_tried_again_in_its_place() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub 429 quota");
            ask(page, "please");
            var answer = page.locator(".theirs");
            assertThat(answer).hasAttribute("data-state", "FAILED");
            assertThat(answer.locator(".note")).containsText("Nothing was charged");
            assertThat(answer.getByText("Choose another model", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(answer.getByText("Continue", new Locator.GetByTextOptions().setExact(true)))
                    .isHidden();
            choose(page, "Stub echo");
            answer.getByText("Try again", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(answer).hasAttribute("data-state", "DONE");
            assertThat(answer.locator(".body")).hasText("please");
            assertThat(page.locator(".bubble")).hasCount(2);
        }
    }

    @Test
    void without_a_connection_the_text_is_kept_and_sent_once_when_it_is_back() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub echo");
            window.setOffline(true);
            ask(page, "Keep me");
            assertThat(page.locator(".mine .note")).containsText("Your text is kept");
            assertThat(page.locator(".theirs")).hasCount(0);
            window.setOffline(false);
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".theirs .body")).hasText("Keep me");
            assertThat(page.locator(".mine .trouble")).isHidden();
        }
    }

    @Test
    void after_the_session_has_ended_one_signs_in_again_and_the_question_goes_out() {
        try (var window = window()) {
            var page = chat(window, "aiko@acme.example", "Stub echo");
            window.clearCookies();
            ask(page, "Still here");
            var link = page.locator(".mine .sign-in-link");
            assertThat(link).isVisible();
            link.click();
            signIn(page, "aiko@acme.example");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".theirs .body")).hasText("Still here");
        }
    }

    @Test
    void the_end_is_followed_only_while_the_reader_is_there() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub slow");
            page.setViewportSize(900, 420);
            ask(page, "[stub tokens=400 pause=15]\n" + "line\n".repeat(8));
            page.waitForFunction("() => scroller.scrollHeight > scroller.clientHeight + 200");
            page.waitForFunction("() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 4");
            page.locator("#scroller").hover();
            page.mouse().wheel(0, -300);
            page.waitForTimeout(300);
            double top = ((Number) page.evaluate("() => scroller.scrollTop")).doubleValue();
            var length = page.locator(".theirs .body").innerText().length();
            page.waitForFunction("n => document.querySelector('.theirs .body').innerText.length > n + 100", length);
            assertThat(((Number) page.evaluate("() => scroller.scrollTop")).doubleValue())
                    .isEqualTo(top);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Back to the end"))
                    .click();
            page.waitForFunction("() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 4");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            page.waitForFunction("() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 4");
        }
    }

    @Test
    void a_conversation_is_renamed_and_deleted_by_keyboard() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub echo");
            ask(page, "To be renamed");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            page.locator(".shelf li button").first().focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Enter");
            assertThat(page.locator("#rename")).isVisible();
            page.locator("#new-title").fill("新的标题");
            page.locator("#new-title").press("Enter");
            assertThat(page.locator(".shelf li a").first()).hasText("新的标题");
            assertThat(page).hasTitle(Pattern.compile("^新的标题 · "));
            page.locator(".shelf li button").first().focus();
            page.keyboard().press("Enter");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            assertThat(page.locator("#delete")).containsText("新的标题");
            page.locator("#delete button[type=submit]").press("Enter");
            page.waitForURL(url -> url.endsWith("/chat/index.xhtml"));
            assertThat(page.locator(".shelf li a", new Page.LocatorOptions().setHasText("新的标题")))
                    .hasCount(0);
        }
    }

    @Test
    void an_answer_is_copied_as_it_was_written_and_a_draft_outlives_a_reload() {
        try (var window = window()) {
            window.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            var page = chat(window, ABEL, "Stub echo");
            ask(page, "**bold** and `code`");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".theirs strong")).hasText("bold");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy the answer"))
                    .click();
            assertThat(page.locator("#status")).hasText("Copied");
            assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                    .isEqualTo("**bold** and `code`");
            page.locator("#question").fill("half a thought");
            page.reload();
            assertThat(page.locator("#question")).hasValue("half a thought");
            page.navigate("/chat/index.xhtml");
            assertThat(page.locator("#question")).hasValue("");
        }
    }

    @Test
    void what_a_model_writes_runs_nothing_and_fetches_nothing_from_elsewhere() {
        try (var window = window()) {
            var page = chat(window, ABEL, "Stub echo");
            var elsewhere = new java.util.concurrent.CopyOnWriteArrayList<String>();
            page.onRequest(request -> {
                if (!request.url().startsWith(org.tenantry.testbed.Bed.server())) {
                    elsewhere.add(request.url());
                }
            });
            page.onDialog(dialog -> elsewhere.add("dialog " + dialog.message()));
            ask(
                    page,
                    "<img src=x onerror=alert(1)> ![x](https://evil.example/?q=1) [y](javascript:alert(2))"
                            + " <script>alert(3)</script> **done**");
            assertThat(page.locator(".theirs strong")).hasText("done");
            assertThat(page.locator(".theirs")).hasAttribute("data-state", "DONE");
            assertThat(page.locator(".md img, .md script")).hasCount(0);
            page.reload();
            assertThat(page.locator(".theirs strong")).hasText("done");
            assertThat(elsewhere).isEmpty();
        }
    }

    @Test
    void earlier_messages_are_fetched_when_they_are_asked_for() {
        var chatter = new Chatter("anna@acme.example");
        var asked = chatter.ask("stub-echo", "message 0");
        chatter.over(asked.getJsonObject("answer").getString("id"));
        for (int i = 1; i < 30; i++) {
            var next = org.tenantry.testbed.Visitor.json(
                    chatter.askOn(asked.getString("conversation"), "stub-echo", "message " + i)
                            .body());
            chatter.over(next.getJsonObject("answer").getString("id"));
        }
        try (var window = window()) {
            var page = Browser.signedIn(window, "anna@acme.example");
            page.navigate("/chat/index.xhtml?c=" + asked.getString("conversation"));
            assertThat(page.locator(".bubble")).hasCount(50);
            page.getByText("Show earlier messages").click();
            assertThat(page.locator(".bubble")).hasCount(60);
            assertThat(page.locator(".bubble").first()).containsText("message 0");
            assertThat(page.getByText("Show earlier messages")).isHidden();
        }
    }

    @Test
    void what_is_asked_in_other_words_or_answered_anew_stands_beside_the_old() {
        try (var window = window()) {
            var page = chat(window, "anna@acme.example", "Stub echo");
            ask(page, "First words");
            var answer = page.locator(".theirs").first();
            assertThat(answer).hasAttribute("data-state", "DONE");
            ask(page, "And then");
            assertThat(page.locator(".theirs").nth(1)).hasAttribute("data-state", "DONE");

            var question = page.locator(".mine").first();
            question.hover();
            question.getByLabel("Ask in other words").click();
            page.locator(".editor textarea").press("Escape");
            assertThat(page.locator(".editor")).hasCount(0);
            question.getByLabel("Ask in other words").press("Enter");
            page.locator(".editor textarea").fill("Other words");
            page.locator(".editor textarea").press("Enter");
            assertThat(page.locator(".bubble")).hasCount(2);
            assertThat(answer).hasAttribute("data-state", "DONE");
            assertThat(answer.locator(".body")).hasText("Other words");
            assertThat(question.locator(".version")).hasText("2/2");

            question.getByLabel("Previous version").click();
            assertThat(page.locator(".bubble")).hasCount(4);
            assertThat(question.locator(".body")).hasText("First words");
            assertThat(page.locator(".theirs").nth(1).locator(".body")).hasText("And then");
            assertThat(question.getByLabel("Next version")).isFocused();

            answer.getByLabel("Answer anew").click();
            assertThat(answer.locator(".version")).hasText("2/2");
            assertThat(page.locator(".bubble")).hasCount(2);
            assertThat(answer).hasAttribute("data-state", "DONE");
            answer.locator("[data-act=bubbleMenu]").click();
            page.getByText("Answer anew with another model").click();
            page.locator(".choice", new Page.LocatorOptions().setHasText("Stub slow"))
                    .first()
                    .click();
            assertThat(answer.locator(".version")).hasText("3/3");
            assertThat(answer.locator(".model")).hasText("Stub slow");
            assertThat(page.locator("#model-label")).hasText("Stub echo");
            page.keyboard().press("Escape");
            assertThat(answer).hasAttribute("data-state", "STOPPED");

            page.reload();
            assertThat(answer.locator(".version")).hasText("3/3");
            Browser.judge(page, "chat-versions");
            answer.locator("[data-act=bubbleMenu]").click();
            page.getByText("Go on in a new conversation from here").click();
            page.waitForURL(url -> !url.contains("nothing"));
            assertThat(page.locator(".bubble")).hasCount(2);
            assertThat(answer.locator(".versions")).isHidden();
            assertThat(answer.locator(".bill")).isHidden();
        }
    }

    private static BrowserContext window() {
        return browser.window("en", ColorScheme.LIGHT, 1280);
    }

    private static Page chat(BrowserContext window, String email, String model) {
        var page = Browser.signedIn(window, email);
        page.navigate("/chat/index.xhtml");
        choose(page, model);
        return page;
    }

    private static void signIn(Page page, String email) {
        page.locator("input[type=email], input[name$=email]").first().fill(email);
        page.locator("input[type=password]").first().fill(org.tenantry.testbed.Bed.PASSWORD);
        page.locator("[type=submit]").first().click();
    }

    private static void choose(Page page, String model) {
        page.locator("#switch").click();
        page.locator(".choice", new Page.LocatorOptions().setHasText(model))
                .first()
                .click();
        assertThat(page.locator("#model-label")).hasText(model);
    }

    private static void ask(Page page, String text) {
        page.locator("#question").fill(text);
        page.locator("#question").press("Enter");
    }
}
