package org.tenantry.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.tenantry.gateway.Gateway;
import org.tenantry.gateway.ProviderRefused;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Looks for an Ollama that runs beside this server, and writes down what it could offer as a provisioning file does. */
@ApplicationScoped
public class Neighbours {
    private static final int PATIENCE_SECONDS = 2;

    /** What is known of no model in the list: enough for a conversation, and little memory. */
    private static final int CONTEXT_TOKENS = 8192;

    private static final int MOST_OUTPUT_TOKENS = 2048;

    @Inject
    Gateway gateway;

    @Inject
    Settings settings;

    /** The provider and its models, each with a price and switched on; nothing when nobody answers or it has none. */
    Optional<String> ollama() {
        var address = settings.text("tenantry.ollama.url").orElse("http://127.0.0.1:11434");
        try {
            var endpoint = new Endpoint(
                    ProviderKind.OLLAMA,
                    URI.create(address),
                    "",
                    true,
                    PATIENCE_SECONDS,
                    PATIENCE_SECONDS,
                    2 * PATIENCE_SECONDS);
            var names = gateway.models(endpoint).stream()
                    .filter(name -> !name.contains("embed"))
                    .toList();
            return names.isEmpty() ? Optional.empty() : Optional.of(file(address, names));
        } catch (ProviderRefused | IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    static String file(String address, List<String> names) {
        var price = Json.createObjectBuilder()
                .add("currency", "USD")
                .add("sell", Json.createObjectBuilder().add("input", "0.10").add("output", "0.40"))
                .add("buy", Json.createObjectBuilder().add("input", "0").add("output", "0"));
        var prices = Json.createArrayBuilder().add(price).build();
        var models = Json.createArrayBuilder();
        for (var name : names) {
            models.add(Json.createObjectBuilder()
                    .add("name", name)
                    .add("contextTokens", CONTEXT_TOKENS)
                    .add("mostOutputTokens", MOST_OUTPUT_TOKENS)
                    .add("on", true)
                    .add("prices", prices));
        }
        var provider = Json.createObjectBuilder()
                .add("name", "Ollama")
                .add("kind", "OLLAMA")
                .add("baseUrl", address)
                .add("models", models);
        return Json.createObjectBuilder()
                .add("providers", Json.createArrayBuilder().add(provider))
                .build()
                .toString();
    }
}
