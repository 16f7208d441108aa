package org.tenantry.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** How mail leaves this deployment, as its operator set it up. */
@ApplicationScoped
public class MailSettings {
    @Inject
    Config config;

    /** Where people reach the product, without a slash at its end. */
    Optional<String> baseUrl() {
        return text("tenantry.base.url")
                .filter(url -> url.matches("https?://[^\\s\\p{Cntrl}]+"))
                .map(url -> url.replaceAll("/+$", ""));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue())
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
