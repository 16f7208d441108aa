package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has vectors made by OpenAI and by any other server of its form. */
@ApplicationScoped
class OpenAiEmbeddings implements EmbeddingAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return EmbeddingForm.send(
                egress,
                endpoint,
                OpenAiAdapter.address(endpoint, "/embeddings"),
                Wire.bearer(endpoint),
                EmbeddingForm.body(ask),
                ask,
                vectors,
                hearing);
    }
}
