package org.tenantry.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.testbed.Firm;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Choosing, changing and cancelling a plan over HTTP: the bill that is shown is the bill that is written, once. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanPagesIT {
    private static final String MARK = Ids.next().toString().substring(24);
    private static UUID small;
    private static UUID large;
    private static UUID tried;
    private static UUID alone;

    private Firm firm;
    private Visitor admin;

    @BeforeAll
    static void sell() throws SQLException {
        small = Firm.sells("Small " + MARK, "COMPANY", 31, 7, 5, 0);
        large = Firm.sells("Large " + MARK, "COMPANY", 310, 9, 100, 0);
        tried = Firm.sells("Tried " + MARK, "COMPANY", 62, 11, 20, 14);
        alone = Firm.sells("Alone " + MARK, "PERSON", 20, 0, 5, 0);
    }

    @AfterAll
    static void clear() throws SQLException {
        for (var version : new UUID[] {small, large, tried, alone}) {
            Firm.withdraws(version);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        firm = Firm.open("Firm " + Ids.next());
        admin = Visitor.signedIn(firm.admin().email());
    }

    @Test
    void a_trial_is_started_ended_and_changed_for_exactly_what_was_shown() {
        var first = page(tried, 3);
        assertThat(first).contains("Try Tried " + MARK + " with 3 seats").contains("Nothing is due now.");
        confirm(tried, 3);
        assertThat(state()).isEqualTo("TRIAL 3");
        assertThat(admin.get("/admin/plan.xhtml").body()).contains("End the trial, pay from today");

        assertThat(admin.submit("/admin/plan-change.xhtml?end=trial", "confirm", Map.of())
                        .statusCode())
                .isEqualTo(302);
        assertThat(state()).isEqualTo("ACTIVE 3");
        assertThat(invoices()).isEqualTo(1);

        var shown = expected(large, 4);
        confirm(large, 4);
        assertThat(state()).isEqualTo("ACTIVE 4");
        assertThat(number(
                        "SELECT total_n FROM invoice WHERE tenant_id = ? AND kind = 'CHANGE'",
                        firm.tenant().toString()))
                .isEqualTo(shown)
                .isPositive();

        assertThat(page(small, 4)).contains("Nothing is due now.").contains("the next period");
        confirm(small, 4);
        assertThat(admin.get("/admin/plan.xhtml").body()).contains("Small " + MARK + " with 4 seats.");
        admin.submit("/admin/plan.xhtml", "planned", Map.of());
        assertThat(number(
                        "SELECT COUNT(*) FROM subscription WHERE tenant_id = ? AND next_version_id IS NOT NULL",
                        firm.tenant().toString()))
                .isZero();
    }

    @Test
    void another_total_than_the_one_that_is_asked_changes_nothing_and_shows_it_anew() {
        var answer = admin.submit(address(small, 2), "confirm", Map.of("expected", "1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Nothing was changed").contains("Confirm for $");
        for (var forged : new String[] {"", "-1", "x", "99999999999999999999"}) {
            assertThat(admin.submit(address(small, 2), "confirm", Map.of("expected", forged))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(state()).isNull();
        assertThat(invoices()).isZero();
    }

    @Test
    void a_form_that_is_sent_eight_times_at_once_buys_once() throws Exception {
        var runners = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> send =
                    () -> admin.submit(address(small, 2), "confirm", Map.of()).statusCode();
            for (var run : runners.invokeAll(Collections.nCopies(8, send))) {
                assertThat(run.get()).isIn(200, 302);
            }
        } finally {
            runners.shutdownNow();
        }
        assertThat(state()).isEqualTo("ACTIVE 2");
        assertThat(invoices()).isEqualTo(1);
    }

    @Test
    void nothing_is_changed_while_a_bill_is_overdue() throws SQLException {
        confirm(small, 1);
        Newcomer.run("UPDATE invoice SET state = 'OVERDUE' WHERE tenant_id = ?", firm.tenant());
        try {
            assertThat(page(large, 1))
                    .contains("An invoice is overdue")
                    .contains("/admin/invoices.xhtml")
                    .doesNotContain("id=\"confirm\"");
            assertThat(admin.get("/admin/plan.xhtml").body()).contains("An invoice is overdue");
        } finally {
            Newcomer.run("UPDATE invoice SET state = 'FINALISED' WHERE tenant_id = ?", firm.tenant());
        }
    }

    @Test
    void cancelling_says_what_ends_when_and_can_be_withdrawn() {
        confirm(small, 1);
        var step = admin.get("/admin/plan.xhtml?asked=cancel").body();
        assertThat(step).contains("Cancel Small " + MARK + "?").contains("Everything stays as it is up to");
        admin.submit("/admin/plan.xhtml?asked=cancel", "cancel", Map.of());
        assertThat(admin.get("/admin/plan.xhtml").body()).contains("The plan ends after");
        admin.submit("/admin/plan.xhtml", "planned", Map.of());
        assertThat(admin.get("/admin/plan.xhtml").body()).doesNotContain("The plan ends after");
        assertThat(state()).isEqualTo("ACTIVE 1");
    }

    @Test
    void somebody_alone_tops_up_before_buying_and_has_an_account_instead_of_a_company() throws SQLException {
        var answer = admin.submit(address(alone, 1), "confirm", Map.of());
        assertThat(answer.body()).contains("Top up first").contains("/admin/top-up.xhtml");
        assertThat(state()).isNull();
        assertThat(admin.get("/admin/plan.xhtml").body()).doesNotContain("/account/me.xhtml");

        Newcomer.run(
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on, ending,"
                        + " changes) VALUES (?, ?, ?, 'ACTIVE', 'CALENDAR', CURRENT_DATE, 1, CURRENT_DATE, 0, 0)",
                Ids.next(),
                firm.tenant(),
                alone);
        var mine = admin.get("/account/me.xhtml");
        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(mine.body())
                .contains("My account")
                .contains("Alone " + MARK)
                .doesNotContain("/admin/seats.xhtml")
                .doesNotContain("/admin/usage.xhtml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version=%s&seats=abc",
                "version=%s&seats=-1",
                "version=%s&seats=0",
                "version=%s&seats=1.5",
                "version=%s&seats=10001",
                "version=%s&seats=2147483647",
                "version=%s&seats=99999999999999",
                "version=nothing&seats=1",
                "version=00000000-0000-0000-0000-000000000000&seats=1",
                "version=%%3Cscript%%3E&seats=%%3Cscript%%3Ealert(1)%%3C/script%%3E",
                "end=trial"
            })
    void what_cannot_be_chosen_is_said_and_nothing_breaks(String query) {
        var answer = admin.get("/admin/plan-change.xhtml?" + query.formatted(small));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("class=\"bad\"").doesNotContain("id=\"confirm\"", "<script>alert");
    }

    private void confirm(UUID version, int seats) {
        assertThat(admin.submit(address(version, seats), "confirm", Map.of()).statusCode())
                .isEqualTo(302);
    }

    private String page(UUID version, int seats) {
        return admin.get(address(version, seats)).body();
    }

    /** The total that stands in the form, in nanos. */
    private long expected(UUID version, int seats) {
        var page = page(version, seats);
        int at = page.indexOf("name=\"confirm:expected\"");
        var field = page.substring(page.lastIndexOf('<', at), page.indexOf('>', at));
        return Long.parseLong(field.replaceAll(".*value=\"(-?[0-9]+)\".*", "$1"));
    }

    private static String address(UUID version, int seats) {
        return "/admin/plan-change.xhtml?version=" + version + "&seats=" + seats;
    }

    private String state() {
        return text(
                "SELECT CONCAT(state, ' ', seats) FROM subscription WHERE tenant_id = ?",
                firm.tenant().toString());
    }

    private long invoices() {
        return number(
                "SELECT COUNT(*) FROM invoice WHERE tenant_id = ?",
                firm.tenant().toString());
    }
}
