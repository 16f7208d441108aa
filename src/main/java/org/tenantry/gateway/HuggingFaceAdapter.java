package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Setting;

/**
 * Speaks to Hugging Face: the router, where the end of a model's name says who answers it ({@code :fastest}, {@code
 * :cheapest} or a provider), and servers of Text Generation Inference, which have one model of any name. Which of the
 * two it is, the operator says or the address tells.
 */
@ApplicationScoped
class HuggingFaceAdapter implements ModelAdapter {
    private static final Set<String> POLICIES = Set.of("", "fastest", "cheapest", "preferred");

    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.HUGGING_FACE;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(
                egress,
                endpoint,
                OpenAiAdapter.address(endpoint, "/chat/completions"),
                headers(endpoint),
                body(endpoint, ask),
                OpenAiAdapter.answer(ask, hearing));
    }

    @Override
    public List<String> models(Endpoint endpoint) {
        try {
            return listed(endpoint, Wire.get(endpoint, OpenAiAdapter.address(endpoint, "/models"), headers(endpoint)));
        } catch (ProviderRefused e) {
            if (router(endpoint) || e.failure().kind() != Kind.MODEL_UNKNOWN) {
                throw e;
            }
            var name = Wire.get(endpoint, info(endpoint), headers(endpoint)).text("model_id");
            return name.isEmpty() ? List.of() : List.of(name);
        }
    }

    /** The models that are answered by the provider which the operator pinned, or all. */
    static List<String> listed(Endpoint endpoint, Fields answer) {
        var pinned = endpoint.setting(Setting.SUFFIX);
        return answer.list("data").stream()
                .filter(model -> POLICIES.contains(pinned)
                        || model.list("providers").isEmpty()
                        || model.list("providers").stream()
                                .anyMatch(each -> each.text("provider").equals(pinned)))
                .map(model -> model.text("id"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    static Map<String, String> headers(Endpoint endpoint) {
        var headers = new HashMap<>(Wire.bearer(endpoint));
        var payer = endpoint.setting(Setting.BILL_TO);
        if (router(endpoint) && !payer.isEmpty()) {
            headers.put("X-HF-Bill-To", payer);
        }
        return headers;
    }

    static JsonObjectBuilder body(Endpoint endpoint, Ask ask) {
        var suffix = endpoint.setting(Setting.SUFFIX);
        boolean asSaid = !router(endpoint) || suffix.isEmpty() || ask.model().contains(":");
        return OpenAiAdapter.body(endpoint, ask).add("model", asSaid ? ask.model() : ask.model() + ":" + suffix);
    }

    /** Older servers of Text Generation Inference tell their one model here only. */
    static URI info(Endpoint endpoint) {
        return URI.create(endpoint.baseUrl().toString().replaceAll("(/v1)?/*$", "") + "/info");
    }

    static boolean router(Endpoint endpoint) {
        var host = String.valueOf(endpoint.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        var said = endpoint.setting(Setting.SERVER);
        return said.isEmpty() ? host.endsWith("huggingface.co") : said.equals("router");
    }
}
