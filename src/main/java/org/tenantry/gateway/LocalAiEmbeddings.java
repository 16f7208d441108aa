package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has vectors made by LocalAI; it gets texts, whatever was given, as its models have other tokens. */
@ApplicationScoped
class LocalAiEmbeddings implements EmbeddingAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.LOCALAI;
    }

    @Override
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return EmbeddingForm.send(
                egress,
                endpoint,
                OpenAiAdapter.address(endpoint, "/embeddings"),
                LocalAiAdapter.headers(endpoint),
                EmbeddingForm.body(ask).add("input", EmbeddingForm.texts(ask)),
                ask,
                vectors,
                hearing);
    }
}
