package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has recordings written down by Azure OpenAI: by deployments, or in the {@code v1} form. */
@ApplicationScoped
class AzureTranscriptions implements TranscriptionAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.AZURE;
    }

    @Override
    public Upstream transcribe(Endpoint endpoint, TranscriptionAsk ask, Consumer<Transcript> words, Hearing hearing) {
        return TranscriptionForm.send(
                egress,
                endpoint,
                AzureAdapter.address(endpoint, ask.model(), "/audio/transcriptions"),
                AzureAdapter.headers(endpoint),
                ask,
                words,
                hearing);
    }
}
