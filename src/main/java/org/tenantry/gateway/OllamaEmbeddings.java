package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has vectors made by Ollama's {@code /api/embed}. A text that is too long is refused there, not cut without a word. */
@ApplicationScoped
class OllamaEmbeddings implements EmbeddingAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.OLLAMA;
    }

    @Override
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return EmbeddingForm.send(
                egress,
                endpoint,
                OllamaAdapter.address(endpoint, "/api/embed"),
                Wire.bearer(endpoint),
                body(ask),
                ask,
                vectors,
                hearing);
    }

    static JsonObjectBuilder body(EmbeddingAsk ask) {
        var body = Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("input", EmbeddingForm.texts(ask))
                .add("truncate", false);
        return ask.dimensions() > 0 ? body.add("dimensions", ask.dimensions()) : body;
    }
}
