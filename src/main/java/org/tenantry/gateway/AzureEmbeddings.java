package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has vectors made by Azure OpenAI: by deployments, whose name is in the address, or in the {@code v1} form. */
@ApplicationScoped
class AzureEmbeddings implements EmbeddingAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.AZURE;
    }

    @Override
    public Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing) {
        return EmbeddingForm.send(
                egress,
                endpoint,
                AzureAdapter.address(endpoint, ask.model(), "/embeddings"),
                AzureAdapter.headers(endpoint),
                AzureAdapter.v1(endpoint)
                        ? EmbeddingForm.body(ask)
                        : EmbeddingForm.body(ask).remove("model"),
                ask,
                vectors,
                hearing);
    }
}
