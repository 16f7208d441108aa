package org.tenantry.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.tenantry.values.InvalidInput;

/** What an operator says about a provider, key apart. */
public record ProviderForm(
        String name, String baseUrl, boolean asksUsage, int firstByteSeconds, int idleSeconds, int totalSeconds) {
    private static final int LONGEST_WAIT_SECONDS = 3600;

    /** A provider with the usual time-outs. */
    public static ProviderForm of(String name, String baseUrl) {
        return new ProviderForm(name, baseUrl, true, 60, 60, 900);
    }

    public ProviderForm {
        for (int seconds : new int[] {firstByteSeconds, idleSeconds, totalSeconds}) {
            if (seconds < 1 || seconds > LONGEST_WAIT_SECONDS) {
                throw new InvalidInput("models.refusal.seconds", LONGEST_WAIT_SECONDS);
            }
        }
    }

    String cleanName() {
        return Texts.line(name, 200, "models.refusal.providerName");
    }

    /** http or https with a host, and nothing that could hide a secret or be lost: no user, query or fragment. */
    String cleanBaseUrl(ProviderKind kind) {
        if (kind == ProviderKind.DEMO) {
            return "";
        }
        try {
            var url = new URI(Texts.line(baseUrl, 500, "models.refusal.baseUrl"));
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
                throw new InvalidInput("models.refusal.baseUrl");
            }
            if (url.getRawQuery() != null || url.getRawFragment() != null || url.getPort() > 65_535) {
                throw new InvalidInput("models.refusal.baseUrl");
            }
            return url.toASCIIString().replaceAll("/+$", "");
        } catch (URISyntaxException e) {
            throw new InvalidInput("models.refusal.baseUrl");
        }
    }
}
