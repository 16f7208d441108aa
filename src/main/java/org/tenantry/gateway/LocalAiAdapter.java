package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Setting;

/** Speaks to LocalAI: OpenAI's form, with a key only where the operator set one, and timings when they are wanted. */
@ApplicationScoped
class LocalAiAdapter implements ModelAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.LOCALAI;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(
                egress,
                endpoint,
                OpenAiAdapter.address(endpoint, "/chat/completions"),
                headers(endpoint),
                OpenAiAdapter.body(endpoint, ask),
                OpenAiAdapter.answer(ask, hearing));
    }

    @Override
    public List<String> models(Endpoint endpoint) {
        return OpenAiAdapter.names(Wire.get(endpoint, OpenAiAdapter.address(endpoint, "/models")));
    }

    static Map<String, String> headers(Endpoint endpoint) {
        var headers = new HashMap<>(Wire.bearer(endpoint));
        if (endpoint.setting(Setting.EXTRA_USAGE).equals("true")) {
            headers.put("Extra-Usage", "true");
        }
        return headers;
    }
}
