package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/**
 * Has vectors made by Hugging Face: through the router by its own inference, which answers with bare lists and counts no
 * tokens, or by a server of Text Embeddings Inference in OpenAI's form.
 */
@ApplicationScoped
class HuggingFaceEmbeddings implements EmbeddingAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.HUGGING_FACE;
    }

    @Override
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return EmbeddingForm.send(
                egress,
                endpoint,
                address(endpoint, ask.model()),
                HuggingFaceAdapter.headers(endpoint),
                body(endpoint, ask),
                ask,
                vectors,
                hearing);
    }

    static URI address(Endpoint endpoint, String model) {
        if (!HuggingFaceAdapter.router(endpoint)) {
            return OpenAiAdapter.address(endpoint, "/embeddings");
        }
        int suffix = model.lastIndexOf(':');
        var path = Arrays.stream((suffix < 0 ? model : model.substring(0, suffix)).split("/"))
                .map(Wire::segment)
                .collect(Collectors.joining("/"));
        return URI.create(endpoint.baseUrl().toString().replaceAll("(/v1)?/*$", "") + "/hf-inference/models/" + path
                + "/pipeline/feature-extraction");
    }

    static JsonObjectBuilder body(Endpoint endpoint, EmbeddingAsk ask) {
        return HuggingFaceAdapter.router(endpoint)
                ? Fields.JSON.createObjectBuilder().add("inputs", EmbeddingForm.texts(ask))
                : EmbeddingForm.body(ask).add("input", EmbeddingForm.texts(ask));
    }
}
