package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Setting;

/**
 * Speaks to Azure OpenAI: by deployments, whose name is in the address, or in the {@code v1} form. The base URL is the
 * resource's; an {@code /openai} or {@code /openai/v1} at its end is left off. What Azure adds to the answers (filter
 * results, chunks without a delta) says nothing to the reader. A resource does not list its deployments to whoever has
 * only its key, so the operator writes their names down.
 */
@ApplicationScoped
class AzureAdapter implements ModelAdapter {
    /** From this version on the limit of tokens has its new name, and reasoning models take no other. */
    private static final String KNOWS_NEW_LIMIT = "2024-09-01";

    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.AZURE;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(
                egress,
                endpoint,
                address(endpoint, ask.model()),
                headers(endpoint),
                body(endpoint, ask),
                OpenAiAdapter.answer(ask, hearing));
    }

    /** Asks the resource, so that address and key are proven, and gives the names that the operator wrote down. */
    @Override
    public List<String> models(Endpoint endpoint) {
        Wire.get(endpoint, list(endpoint), headers(endpoint));
        return Wire.written(endpoint);
    }

    static URI address(Endpoint endpoint, String deployment) {
        return address(endpoint, deployment, "/chat/completions");
    }

    static URI address(Endpoint endpoint, String deployment, String path) {
        return v1(endpoint)
                ? URI.create(base(endpoint) + "/openai/v1" + path + version(endpoint))
                : URI.create(
                        base(endpoint) + "/openai/deployments/" + Wire.segment(deployment) + path + version(endpoint));
    }

    static URI list(Endpoint endpoint) {
        return URI.create(base(endpoint) + (v1(endpoint) ? "/openai/v1/models" : "/openai/models") + version(endpoint));
    }

    static Map<String, String> headers(Endpoint endpoint) {
        return endpoint.setting(Setting.SIGN_IN).equals("entra")
                ? Wire.bearer(endpoint)
                : Wire.header("api-key", endpoint, endpoint.key());
    }

    static JsonObjectBuilder body(Endpoint endpoint, Ask ask) {
        var body = OpenAiAdapter.body(endpoint, ask);
        if (v1(endpoint) || apiVersion(endpoint).compareTo(KNOWS_NEW_LIMIT) >= 0) {
            body.remove("max_tokens").add("max_completion_tokens", ask.mostOutputTokens());
        }
        return v1(endpoint) ? body : body.remove("model");
    }

    static boolean v1(Endpoint endpoint) {
        return endpoint.setting(Setting.API).equals("v1");
    }

    private static String base(Endpoint endpoint) {
        return endpoint.baseUrl().toString().replaceAll("(/openai(/v1|/deployments)?)?/*$", "");
    }

    private static String version(Endpoint endpoint) {
        var version = v1(endpoint) ? endpoint.setting(Setting.API_VERSION) : apiVersion(endpoint);
        return version.isEmpty() ? "" : "?api-version=" + version;
    }

    private static String apiVersion(Endpoint endpoint) {
        var said = endpoint.setting(Setting.API_VERSION);
        return said.isEmpty() ? "2024-10-21" : said;
    }
}
