package org.tenantry.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** How mail leaves this deployment, as its operator set it up in the environment. */
@ApplicationScoped
public class MailSettings {
    /** How the way to the mail server is kept from being read, and the port that is usual for it. */
    enum Tls {
        NONE(25),
        STARTTLS(587),
        TLS(465);

        private final int port;

        Tls(int port) {
            this.port = port;
        }
    }

    /** What keeps mails from going out. */
    public enum Problem {
        NO_HOST,
        PORT,
        TLS,
        FROM
    }

    private static final int LAST_PORT = 65_535;

    @Inject
    Config config;

    /** Nothing when mails can be sent; notices wait as long as there is a problem. */
    public Optional<Problem> problem() {
        if (host().isEmpty()) {
            return Optional.of(Problem.NO_HOST);
        }
        if (tls().isEmpty()) {
            return Optional.of(Problem.TLS);
        }
        if (port().isEmpty()) {
            return Optional.of(Problem.PORT);
        }
        return from().isEmpty() ? Optional.of(Problem.FROM) : Optional.empty();
    }

    /** Where notices to the operator go, when that was set apart from the operator's own address. */
    public Optional<String> operator() {
        return text("tenantry.mail.operator");
    }

    /** Where people reach the product, without a slash at its end. */
    Optional<String> baseUrl() {
        return text("tenantry.base.url")
                .filter(url -> url.matches("https?://[^\\s\\p{Cntrl}]+"))
                .map(url -> url.replaceAll("/+$", ""));
    }

    Optional<String> host() {
        return text("tenantry.mail.host");
    }

    Optional<Integer> port() {
        var set = text("tenantry.mail.port");
        return set.isEmpty()
                ? tls().map(tls -> tls.port)
                : set.filter(text -> text.matches("[0-9]{1,5}"))
                        .map(Integer::valueOf)
                        .filter(port -> port >= 1 && port <= LAST_PORT);
    }

    Optional<Tls> tls() {
        var set = text("tenantry.mail.tls").orElse(Tls.STARTTLS.name());
        return Arrays.stream(Tls.values())
                .filter(tls -> tls.name().equals(set.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    Optional<InternetAddress> from() {
        return text("tenantry.mail.from").flatMap(Addresses::sender);
    }

    Optional<String> user() {
        return text("tenantry.mail.user");
    }

    /** As it was written: a dollar sign in a password is a dollar sign. */
    Optional<String> password() {
        return raw("tenantry.mail.password");
    }

    private Optional<String> text(String name) {
        return raw(name).map(String::strip);
    }

    Optional<String> raw(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue()).filter(value -> !value.isBlank());
    }
}
