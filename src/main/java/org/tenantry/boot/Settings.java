package org.tenantry.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** Reads the configuration as it was written: a dollar sign in a password is a dollar sign. */
@ApplicationScoped
public class Settings {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_LETTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Every environment variable that this product reads, those of the launcher and of the tests too. */
    private static final Set<String> KNOWN = Set.of(
            "TENANTRY_DB_URL",
            "TENANTRY_DB_USER",
            "TENANTRY_DB_PASSWORD",
            "TENANTRY_DB_POOL_MAX",
            "TENANTRY_DB_POOL_MIN",
            "TENANTRY_DB_STATEMENT_SECONDS",
            "TENANTRY_HTTP_HOST",
            "TENANTRY_HTTP_PORT",
            "TENANTRY_DATA_DIR",
            "TENANTRY_EMBEDDED",
            "TENANTRY_OPERATOR_EMAIL",
            "TENANTRY_OPERATOR_PASSWORD",
            "TENANTRY_OPERATOR_API_KEY",
            "TENANTRY_DEMO_PASSWORD",
            "TENANTRY_PROVISION_FILE",
            "TENANTRY_OLLAMA_URL",
            "TENANTRY_KEK_CURRENT",
            "TENANTRY_METRICS_OPEN",
            "TENANTRY_BASE_URL",
            "TENANTRY_MAIL_HOST",
            "TENANTRY_MAIL_PORT",
            "TENANTRY_MAIL_TLS",
            "TENANTRY_MAIL_USER",
            "TENANTRY_MAIL_PASSWORD",
            "TENANTRY_MAIL_FROM",
            "TENANTRY_MAIL_OPERATOR",
            "TENANTRY_SIGNIN_TRIES",
            "TENANTRY_CIRCUIT_FAILURES",
            "TENANTRY_CIRCUIT_PERCENT",
            "TENANTRY_CIRCUIT_WINDOW_SECONDS",
            "TENANTRY_CIRCUIT_OPEN_SECONDS",
            "TENANTRY_CIRCUIT_OPEN_MOST_SECONDS",
            "TENANTRY_API_ORIGINS",
            "TENANTRY_API_BODY_MIB",
            "TENANTRY_FALLBACK_ATTEMPTS",
            "TENANTRY_FALLBACK_SECONDS",
            "TENANTRY_PROXIES",
            "TENANTRY_LIMIT_TENANT_REQUESTS",
            "TENANTRY_LIMIT_TENANT_TOKENS",
            "TENANTRY_LIMIT_TENANT_STREAMS",
            "TENANTRY_LIMIT_MEMBER_REQUESTS",
            "TENANTRY_LIMIT_MEMBER_TOKENS",
            "TENANTRY_LIMIT_MEMBER_STREAMS",
            "TENANTRY_LIMIT_KEY_REQUESTS",
            "TENANTRY_LIMIT_KEY_TOKENS",
            "TENANTRY_LIMIT_KEY_STREAMS",
            "TENANTRY_LIMIT_ADDRESS_REQUESTS",
            "TENANTRY_LIMIT_ADDRESS_WRONG",
            "TENANTRY_TEST_CLOCK",
            "TENANTRY_TOKENIZERS",
            "TENANTRY_STRIPE_KEY",
            "TENANTRY_STRIPE_WEBHOOK_SECRET",
            "TENANTRY_STRIPE_BASE");

    private static final List<String> KNOWN_BEGINNINGS = List.of("TENANTRY_KEK_", "TENANTRY_TEST_", "TENANTRY_BENCH_");

    @Inject
    Config config;

    /**
     * A setting by its property name ({@code tenantry.demo.password}) or its environment name
     * ({@code TENANTRY_DEMO_PASSWORD}); a blank one counts as none.
     */
    Optional<String> text(String name) {
        return raw(name).or(() -> raw(name.toLowerCase(Locale.ROOT).replace('_', '.')));
    }

    /** Whether the launcher runs a database of its own for this copy. */
    boolean isEmbedded() {
        return text("tenantry.embedded").map(Boolean::parseBoolean).orElse(false);
    }

    /** Why the test clock, as it is asked for, is no reason to start; empty when it is off or belongs to a demo. */
    Optional<String> testClockFault() {
        return testClockFault(text("tenantry.test.clock").orElse("off"), isEmbedded());
    }

    static Optional<String> testClockFault(String asked, boolean embedded) {
        if (asked.equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        if (!asked.equalsIgnoreCase("on")) {
            return Optional.of("TENANTRY_TEST_CLOCK is \"" + asked + "\": set it to on or off.");
        }
        return embedded
                ? Optional.empty()
                : Optional.of("TENANTRY_TEST_CLOCK=on lets time be moved and is only for a demo on its own embedded"
                        + " database: remove it.");
    }

    Set<String> unknownVariables() {
        return unknown(System.getenv().keySet());
    }

    static Set<String> unknown(Collection<String> names) {
        var unknown = new TreeSet<String>();
        for (var name : names) {
            boolean ours = name.startsWith("TENANTRY_");
            if (ours && !KNOWN.contains(name) && KNOWN_BEGINNINGS.stream().noneMatch(name::startsWith)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** Twenty letters and digits that cannot be mistaken for each other: about 116 bits. */
    static String freshPassword() {
        var password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LETTERS; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private Optional<String> raw(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue()).filter(value -> !value.isBlank());
    }
}
