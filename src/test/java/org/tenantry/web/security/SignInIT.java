package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Signing in and out as a browser does it, and what keeps others from doing it for you. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignInIT {
    private static final String SETTINGS = "/account/settings.xhtml";
    private static final Pattern SAID = Pattern.compile("<li class=\"bad\">(.*?)</li>", Pattern.DOTALL);
    private static final Pattern VIEW = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"");

    private Newcomer person;

    @BeforeEach
    void somebody() throws Exception {
        person = Newcomer.person();
        person.joins("Tenant of " + person.email(), "MEMBER");
    }

    @Test
    void who_is_not_signed_in_is_asked_to_and_then_taken_where_they_wanted() {
        var visitor = visitor();

        assertThat(location(visitor.get(SETTINGS + "?a=b")))
                .isEqualTo("/sign-in.xhtml?then=%2Faccount%2Fsettings.xhtml%3Fa%3Db");
        var answer = visitor.submit(
                "/sign-in.xhtml?then=%2Faccount%2Fsettings.xhtml%3Fa%3Db",
                "sign-in", Map.of("email", person.email(), "password", Bed.PASSWORD));
        assertThat(location(answer)).isEqualTo("/account/settings.xhtml?a=b");
        assertThat(visitor.get(SETTINGS).body()).contains(person.email());
    }

    @Test
    void another_site_is_nowhere_we_take_you() {
        for (var then : new String[] {"//evil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example"}) {
            var answer = visitor()
                    .submit(
                            "/sign-in.xhtml?then=" + then,
                            "sign-in",
                            Map.of("email", person.email(), "password", Bed.PASSWORD));
            assertThat(location(answer)).isEqualTo("/");
        }
    }

    @Test
    void the_session_gets_a_new_id_and_the_old_one_is_worth_nothing() {
        var visitor = visitor();
        visitor.get("/sign-in.xhtml");
        var before = visitor.cookie("JSESSIONID");
        visitor.signIn(person.email(), Bed.PASSWORD);
        var after = visitor.cookie("JSESSIONID");

        assertThat(before).isNotEmpty();
        assertThat(after).isNotEmpty().isNotEqualTo(before);
        assertThat(withCookie(after)).isEqualTo(200);
        assertThat(withCookie(before)).isEqualTo(302);
    }

    @Test
    void the_cookie_stays_with_the_browser_and_with_this_site() {
        var cookie = visitor().get("/sign-in.xhtml").headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith("JSESSIONID="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    }

    @Test
    void an_unknown_person_and_a_wrong_password_get_the_same_answer_after_about_the_same_time() {
        var unknown = new ArrayList<Long>();
        var wrong = new ArrayList<Long>();
        var answers = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            unknown.add(timed(answers, "nobody-" + Ids.next() + "@test.example"));
            wrong.add(timed(answers, person.email()));
        }

        assertThat(answers).hasSize(8).containsOnly(answers.get(0));
        assertThat(answers.get(0)).contains("not right");
        assertThat(median(unknown)).isBetween(median(wrong) / 3, median(wrong) * 3);
    }

    @Test
    void too_many_wrong_tries_lock_the_person_out_for_a_while() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(said(visitor().signIn(person.email(), "wrong " + i))).contains("not right");
        }
        assertThat(said(visitor().signIn(person.email(), Bed.PASSWORD))).contains("not right");
        assertThat(locked()).isBetween(1L, 30L);

        Newcomer.run("UPDATE person SET locked_until = UTC_TIMESTAMP(6) WHERE id = ?", person.id());
        visitor().signIn(person.email(), "wrong again");
        assertThat(locked()).as("twice as long").isBetween(31L, 60L);

        Newcomer.run("UPDATE person SET locked_until = UTC_TIMESTAMP(6) WHERE id = ?", person.id());
        assertThat(location(visitor().signIn(person.email(), Bed.PASSWORD))).isEqualTo("/");
        assertThat(Newcomer.number("SELECT failed_sign_ins FROM person WHERE id = ?", person.id()))
                .isZero();
    }

    @Test
    void many_wrong_tries_at_once_cannot_outrun_the_count() throws Exception {
        var threads = Executors.newFixedThreadPool(12);
        try {
            var tries = Collections.<Callable<HttpResponse<String>>>nCopies(
                    12, () -> visitor().signIn(person.email(), "wrong"));
            for (var answer : threads.invokeAll(tries)) {
                assertThat(said(answer.get())).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Newcomer.number("SELECT failed_sign_ins FROM person WHERE id = ?", person.id()))
                .isEqualTo(5);
    }

    @Test
    void signing_out_is_a_form_of_our_own_pages() {
        var visitor = signedIn();
        assertThat(visitor.get("/menu/sign-out").statusCode()).isEqualTo(405);
        assertThat(form(visitor, "/menu/sign-out", "csrf=").statusCode()).isEqualTo(403);
        assertThat(visitor.get(SETTINGS).statusCode()).isEqualTo(200);

        assertThat(location(form(visitor, "/menu/sign-out", "csrf=" + token(visitor))))
                .isEqualTo("/sign-in.xhtml");
        assertThat(visitor.get(SETTINGS).statusCode()).isEqualTo(302);
    }

    @Test
    void signing_out_everywhere_ends_every_session_at_once() {
        var here = signedIn();
        var there = signedIn();
        assertThat(there.get(SETTINGS).statusCode()).isEqualTo(200);

        here.submit(SETTINGS, "sessions", Map.of());

        assertThat(here.get(SETTINGS).statusCode()).isEqualTo(302);
        assertThat(there.get(SETTINGS).statusCode()).isEqualTo(302);
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_the_old_password() {
        var here = signedIn();
        var there = signedIn();
        assertThat(said(here.submit(SETTINGS, "password", Map.of("old", "not it", "new", "a new long password"))))
                .contains("current password");
        assertThat(said(here.submit(SETTINGS, "password", Map.of("old", Bed.PASSWORD, "new", "short"))))
                .contains("10");
        assertThat(there.get(SETTINGS).statusCode()).as("nothing changed yet").isEqualTo(200);
        var before = here.cookie("JSESSIONID");

        var answer = here.submit(SETTINGS, "password", Map.of("old", Bed.PASSWORD, "new", "a new long password"));

        assertThat(location(answer)).isEqualTo(SETTINGS);
        assertThat(here.get(SETTINGS).statusCode()).isEqualTo(200);
        assertThat(here.cookie("JSESSIONID")).isNotEqualTo(before);
        assertThat(there.get(SETTINGS).statusCode()).isEqualTo(302);
        assertThat(said(visitor().signIn(person.email(), Bed.PASSWORD))).contains("not right");
        assertThat(location(visitor().signIn(person.email(), "a new long password")))
                .isEqualTo("/");
    }

    @Test
    void somebody_with_two_places_switches_and_nobody_switches_into_a_strange_one() throws Exception {
        var second = person.joins("Zwei " + person.email(), "ADMIN");
        var stranger = Newcomer.person().joins("Strange " + person.email(), "ADMIN");
        var visitor = signedIn();
        assertThat(visitor.get(SETTINGS).body()).contains("<dd>Tenant of " + person.email());
        assertThat(visitor.get("/admin/budgets.xhtml").statusCode()).isEqualTo(403);

        assertThat(form(visitor, "/menu/tenant", "csrf=" + token(visitor) + "&to=" + stranger)
                        .statusCode())
                .isEqualTo(404);
        assertThat(location(form(visitor, "/menu/tenant", "csrf=" + token(visitor) + "&to=" + second)))
                .isEqualTo("/");

        assertThat(visitor.get(SETTINGS).body()).contains("<dd>Zwei " + person.email());
        assertThat(visitor.get("/admin/budgets.xhtml").statusCode()).isEqualTo(200);
    }

    @Test
    void a_place_that_is_taken_away_lets_nobody_in() throws Exception {
        var visitor = signedIn();
        assertThat(visitor.get(SETTINGS).statusCode()).isEqualTo(200);

        Newcomer.run("UPDATE member SET state = 'REMOVED' WHERE person_id = ?", person.id());

        assertThat(visitor.get(SETTINGS).statusCode()).isEqualTo(302);
        assertThat(said(visitor().signIn(person.email(), Bed.PASSWORD))).contains("no place");
    }

    @Test
    void a_form_of_another_session_or_of_none_changes_nothing() throws Exception {
        var victim = signedIn();
        var attacker = Newcomer.person();
        attacker.joins("Tenant of " + attacker.email(), "MEMBER");
        var foreign = Visitor.signedIn(attacker.email()).get(SETTINGS).body();
        var state = VIEW.matcher(foreign);
        assertThat(state.find()).isTrue();

        for (var sent : Stream.of(state.group(1), "stateless", "", "1:1").toList()) {
            var answer = form(
                    victim,
                    SETTINGS,
                    "sessions=sessions&sessions%3Asubmit=x&jakarta.faces.ViewState=" + sent.replace(":", "%3A"));
            assertThat(answer.statusCode()).as(sent).isIn(200, 302);
            assertThat(victim.get(SETTINGS).statusCode()).as(sent).isEqualTo(200);
        }
        assertThat(Newcomer.number("SELECT session_epoch FROM person WHERE id = ?", person.id()))
                .isZero();
    }

    @Test
    void endpoints_of_pages_want_a_sign_in_our_own_pages_and_the_token() {
        var json = new String[] {"Content-Type", "application/json", "Accept-Language", "en"};
        var nobody = visitor().send("POST", "/app/chat/messages", "{}", json);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(Visitor.json(nobody.body()).getJsonObject("error").getString("code"))
                .isEqualTo("refusal.signIn.needed");

        var visitor = signedIn();
        var token = token(visitor);
        assertThat(visitor.send("POST", "/app/chat/messages", "{}", json).statusCode())
                .isEqualTo(403);
        assertThat(asked(visitor, "wrong" + token, "same-origin").statusCode()).isEqualTo(403);
        assertThat(asked(visitor, token, "cross-site").statusCode()).isEqualTo(403);
        assertThat(asked(visitor, token, "same-site").statusCode()).isEqualTo(403);
        assertThat(asked(visitor, token, "same-origin").statusCode())
                .as("past the door, whatever it says")
                .isNotIn(401, 403);
        assertThat(visitor.send("GET", "/app/nothing", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_page_tells_the_browser_what_it_may_do() {
        var headers = signedIn().get(SETTINGS).headers();

        assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .contains("form-action 'self'", "img-src 'self' data:")
                .containsPattern("script-src 'self' 'nonce-[^']{20,}'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Strict-Transport-Security"))
                .as("only over TLS")
                .isEmpty();
    }

    @Test
    void figures_of_the_server_are_for_callers_on_the_same_machine() {
        for (var path : new String[] {"/metrics", "/openapi"}) {
            assertThat(visitor().get(path).statusCode()).isEqualTo(200);
            assertThat(visitor()
                            .send("GET", path, "", "X-Forwarded-For", "203.0.113.9")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(visitor().get("/health/live").statusCode()).isEqualTo(200);
    }

    private Visitor visitor() {
        return new Visitor(Bed.server());
    }

    private Visitor signedIn() {
        return Visitor.signedIn(person.email());
    }

    private static HttpResponse<String> asked(Visitor visitor, String token, String site) {
        return visitor.send(
                "POST",
                "/app/chat/messages",
                "{}",
                "Content-Type",
                "application/json",
                "X-Tenantry-CSRF",
                token,
                "Sec-Fetch-Site",
                site);
    }

    private static HttpResponse<String> form(Visitor visitor, String path, String body) {
        return visitor.send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String token(Visitor visitor) {
        var page = visitor.get(SETTINGS).body();
        var meta = Pattern.compile("<meta name=\"tenantry-csrf\" content=\"([^\"]+)\"")
                .matcher(page);
        assertThat(meta.find()).isTrue();
        return meta.group(1);
    }

    private int withCookie(String session) {
        return visitor()
                .send("GET", SETTINGS, "", "Cookie", "JSESSIONID=" + session)
                .statusCode();
    }

    private long timed(ArrayList<String> answers, String email) {
        long start = System.nanoTime();
        answers.add(said(visitor().signIn(email, "wrong password")));
        return System.nanoTime() - start;
    }

    private long locked() throws Exception {
        return Newcomer.number(
                "SELECT COALESCE(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), locked_until) + 1, 0) FROM person WHERE id = ?",
                person.id());
    }

    private static long median(ArrayList<Long> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    private static String said(HttpResponse<String> answer) {
        var found = SAID.matcher(answer.body());
        return found.find() ? found.group(1).strip() : "";
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
