package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chromium for the browser tests: the system's, else the distribution's package where we may install it, else
 * Playwright's own download. When none can be had the tests fail; they are never skipped.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** How long a page may take to show what is waited for: machines that run tests are busy. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final int BETWEEN = 500;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    public Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var system = system();
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(system.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
        var options = new BrowserType.LaunchOptions().setArgs(FLAGS);
        system.ifPresent(options::setExecutablePath);
        chromium = playwright.chromium().launch(options);
    }

    /** A window of its own, with cookies of its own: language (en, zh), theme and width in pixels. */
    public BrowserContext window(String language, ColorScheme theme, int width) {
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(theme)
                .setViewportSize(width, width < BETWEEN ? 844 : 860)
                .setBaseURL(Bed.server()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    /** Signs in through the page, as a person does. */
    public static Page signedIn(BrowserContext window, String email) {
        Newcomer.forgetLanguage(email);
        var page = window.newPage();
        page.navigate("/sign-in.xhtml");
        page.locator("input[type=email], input[name$=email]").first().fill(email);
        page.locator("input[type=password]").first().fill(Bed.PASSWORD);
        page.locator("[type=submit]").first().click();
        page.waitForURL(url -> !url.contains("sign-in"));
        return page;
    }

    /** Keeps a picture of the whole page below the build folder, for people to look at. */
    public static void picture(Page page, String name) {
        var folder = Path.of(System.getProperty("testbed.target"), "screenshots");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
    }

    /**
     * Keeps the picture, and asserts that axe finds nothing against the page and that it does not run over sideways, at
     * the window's width nor at the other of the two that pages are made for.
     */
    public static void judge(Page page, String picture) {
        picture(page, picture);
        var found = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                .analyze();
        assertThat(found.getViolations())
                .as(picture + ": " + found.getViolations())
                .isEmpty();
        fits(page, picture);
        var own = page.viewportSize();
        page.setViewportSize(own.width < BETWEEN ? WIDE : NARROW, own.height);
        fits(page, picture);
        page.setViewportSize(own.width, own.height);
    }

    private static void fits(Page page, String picture) {
        int over = (int) page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
        if (over > 0) {
            picture(page, picture + "-runs-over");
        }
        assertThat(over)
                .as(picture + " runs over at " + page.viewportSize().width)
                .isNotPositive();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    private static Optional<Path> system() {
        return installed().or(() -> {
            Distribution.install("chromium", "fonts-noto-cjk");
            return installed();
        });
    }

    private static Optional<Path> installed() {
        return Distribution.program("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }
}
