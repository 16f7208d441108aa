package org.tenantry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.testbed.BooksBalance;
import org.tenantry.testbed.Browser;
import org.tenantry.testbed.OwnServer;
import org.tenantry.testbed.Product;
import org.tenantry.testbed.Visitor;

/** A demo whose time is moved ahead, as its operator and its members see it. */
@OwnServer
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoClockIT {
    private static final String CLOCK = "/operator/clock.xhtml";
    private static final String BANNER = "class=\"time-moved\"";
    private static final String OPERATOR = "op@clock.example";
    private static final String PASSWORD = "as I please 1";
    private static final Map<String, String> DEMO = Map.of(
            "TENANTRY_OPERATOR_EMAIL", OPERATOR,
            "TENANTRY_OPERATOR_PASSWORD", PASSWORD,
            "TENANTRY_DEMO_PASSWORD", PASSWORD);

    private final Path folder =
            Path.of(System.getProperty("testbed.target"), "test-clock").toAbsolutePath();
    private Product product;

    @BeforeEach
    void an_empty_folder() throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @AfterEach
    void the_product_ends() throws InterruptedException {
        product.stop();
    }

    @Test
    void time_moves_forward_for_everybody_sessions_hold_and_without_the_setting_it_is_real_again() throws Exception {
        start("on");
        var operator = Visitor.signedIn(product.address(), OPERATOR, PASSWORD);
        var member = Visitor.signedIn(product.address(), "bo@demo.example", PASSWORD);
        assertThat(operator.get(CLOCK).body()).doesNotContain(BANNER).contains("Ahead of real time");

        operator.submit(CLOCK, "by", Map.of("days", "40", "hours", "3"));
        assertThat(ahead()).isEqualTo(TimeUnit.DAYS.toSeconds(40) + TimeUnit.HOURS.toSeconds(3));
        var there = playedDay(Instant.now().plus(40, ChronoUnit.DAYS).plus(3, ChronoUnit.HOURS));
        for (var path : new String[] {CLOCK, "/operator/tenants.xhtml", "/operator/audit.xhtml"}) {
            assertThat(operator.get(path).body()).as(path).contains(BANNER, there);
        }
        assertThat(operator.get("/operator/audit.xhtml").body()).contains("clock.move");
        for (var path : new String[] {"/chat/index.xhtml", "/account/usage.xhtml"}) {
            assertThat(member.get(path).body())
                    .as("still signed in on " + path)
                    .contains(BANNER)
                    .doesNotContain(CLOCK);
        }
        assertThat(new Visitor(product.address()).get("/sign-in.xhtml").body()).contains(BANNER);
        assertThat(new Visitor(product.address())
                        .signIn("bo@demo.example", PASSWORD)
                        .statusCode())
                .isEqualTo(302);

        var ahead = ahead();
        var refused = operator.submit(CLOCK, "to", Map.of("day", "2026-01-31"));
        assertThat(refused.body()).contains("Time only goes forward");
        for (var wrong : new String[] {"-1", "1.5", "999999", "x"}) {
            assertThat(operator.submit(CLOCK, "by", Map.of("days", wrong, "hours", "0"))
                            .body())
                    .as(wrong)
                    .contains("class=\"bad\"");
        }
        assertThat(ahead()).isEqualTo(ahead);
        assertThat(member.get(CLOCK).statusCode()).isEqualTo(403);

        try (var browser = new Browser()) {
            look(browser, "en", ColorScheme.LIGHT, 1280, OPERATOR, CLOCK);
            look(browser, "zh", ColorScheme.DARK, 390, OPERATOR, CLOCK);
            look(browser, "zh", ColorScheme.LIGHT, 390, "chen@demo.example", "/chat/index.xhtml");
            look(browser, "en", ColorScheme.DARK, 1280, "bo@demo.example", "/chat/index.xhtml");
        }

        var day = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(90);
        operator.submit(CLOCK, "to", Map.of("day", day.toString()));
        assertThat(Instant.now().plusSeconds(ahead()))
                .isAfterOrEqualTo(day.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(5))
                .isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(120));

        anotherNodeMovesIt(ahead() + TimeUnit.DAYS.toSeconds(1));
        Awaitility.await("the clock of this node")
                .atMost(3, TimeUnit.SECONDS)
                .until(
                        () -> operator.get(CLOCK).body(),
                        body -> body.contains(playedDay(
                                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())));
        try (var database = product.openEmbeddedDatabase()) {
            assertThat(BooksBalance.broken(database)).isEmpty();
        }

        product.stop();
        start("off");
        var again = Visitor.signedIn(product.address(), OPERATOR, PASSWORD);
        assertThat(again.get(CLOCK).body()).doesNotContain(BANNER).contains("TENANTRY_TEST_CLOCK=on");
    }

    /** The page and the sign-in before it, as people see them: nothing runs over, and everybody can read it. */
    private void look(Browser browser, String language, ColorScheme theme, int width, String who, String path) {
        try (var window = browser.window(language, theme, width)) {
            var page = window.newPage();
            page.navigate(product.address() + "/sign-in.xhtml");
            judge(page, "moved-sign-in-" + language + "-" + theme + "-" + width);
            page.locator("[id='sign-in:email']").fill(who);
            page.locator("[id='sign-in:password']").fill(PASSWORD);
            page.locator("[type=submit]").first().click();
            page.waitForURL(url -> !url.contains("sign-in"));
            page.navigate(product.address() + path);
            judge(page, "moved" + path.replaceAll("[/.]|xhtml", "-") + language + "-" + theme + "-" + width);
        }
    }

    private static void judge(Page page, String picture) {
        Browser.judge(page, picture);
    }

    private void start(String testClock) throws IOException {
        var environment = new HashMap<>(DEMO);
        environment.put("TENANTRY_TEST_CLOCK", testClock);
        product = new Product(folder.resolve("data"), folder.resolve(testClock + ".txt"), freePort(), environment)
                .ready();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private long ahead() throws Exception {
        try (var database = product.openEmbeddedDatabase();
                var rows = database.createStatement().executeQuery("SELECT ahead_seconds FROM moved_clock")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void anotherNodeMovesIt(long seconds) throws Exception {
        try (var database = product.openEmbeddedDatabase()) {
            database.createStatement().executeUpdate("UPDATE moved_clock SET ahead_seconds = " + seconds);
        }
    }

    /** The beginning of a moment as English pages write it. */
    private static String playedDay(Instant at) {
        return DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.ENGLISH).format(at.atZone(ZoneOffset.UTC));
    }
}
