package org.tenantry.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.values.InvalidInput;

/**
 * What an operator says about a provider, key apart. The address is empty for the built-in one alone; {@code settings}
 * are those of its kind, by {@link Setting#key()}.
 */
public record ProviderForm(
        String name,
        String baseUrl,
        boolean asksUsage,
        int connectSeconds,
        int firstByteSeconds,
        int idleSeconds,
        int totalSeconds,
        Map<String, String> settings) {
    static final int USUAL_CONNECT_SECONDS = 10;
    private static final int LONGEST_WAIT_SECONDS = 3600;
    private static final int LONGEST_CONNECT_SECONDS = 60;

    public ProviderForm {
        name = Texts.line(name, 200, "models.refusal.providerName");
        baseUrl = baseUrl == null || baseUrl.isBlank() ? "" : webAddress(baseUrl);
        for (int seconds : new int[] {firstByteSeconds, idleSeconds, totalSeconds}) {
            if (seconds < 1 || seconds > LONGEST_WAIT_SECONDS) {
                throw new InvalidInput("models.refusal.seconds", LONGEST_WAIT_SECONDS);
            }
        }
        if (connectSeconds < 1 || connectSeconds > LONGEST_CONNECT_SECONDS) {
            throw new InvalidInput("models.refusal.connectSeconds", LONGEST_CONNECT_SECONDS);
        }
        settings = settings.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A provider with the usual time-outs. */
    public static ProviderForm of(String name, String baseUrl) {
        return new ProviderForm(name, baseUrl, true, USUAL_CONNECT_SECONDS, 60, 60, 900, Map.of());
    }

    /** The same with these settings. */
    public ProviderForm with(Map<String, String> others) {
        return new ProviderForm(
                name, baseUrl, asksUsage, connectSeconds, firstByteSeconds, idleSeconds, totalSeconds, others);
    }

    /** The form as a provider of that kind keeps it. */
    public ProviderForm of(ProviderKind kind) {
        var kept = with(Setting.clean(kind, settings));
        if (kind == ProviderKind.DEMO) {
            return new ProviderForm(
                    name, "", asksUsage, connectSeconds, firstByteSeconds, idleSeconds, totalSeconds, kept.settings);
        }
        if (baseUrl.isEmpty()) {
            throw new InvalidInput("models.refusal.baseUrl");
        }
        return kept;
    }

    /** How a provider of that kind would be reached by what the form says. */
    Endpoint endpoint(ProviderKind kind, String key) {
        var kept = of(kind);
        return new Endpoint(
                kind,
                URI.create(kept.baseUrl),
                key,
                asksUsage,
                connectSeconds,
                firstByteSeconds,
                idleSeconds,
                totalSeconds,
                kept.settings);
    }

    /** http or https with a host, and nothing that could hide a secret or be lost: no user, query or fragment. */
    private static String webAddress(String text) {
        try {
            var url = new URI(Texts.line(text, 500, "models.refusal.baseUrl").replaceAll("/+$", ""));
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (!web || !plain || url.getHost() == null || url.getPort() > 65_535) {
                throw new InvalidInput("models.refusal.baseUrl");
            }
            return url.toASCIIString();
        } catch (URISyntaxException e) {
            throw new InvalidInput("models.refusal.baseUrl");
        }
    }
}
