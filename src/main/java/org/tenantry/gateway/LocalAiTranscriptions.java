package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has recordings written down by LocalAI. */
@ApplicationScoped
class LocalAiTranscriptions implements TranscriptionAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.LOCALAI;
    }

    @Override
    public Upstream transcribe(Endpoint endpoint, TranscriptionAsk ask, Consumer<Transcript> words, Hearing hearing) {
        return TranscriptionForm.send(
                egress,
                endpoint,
                OpenAiAdapter.address(endpoint, "/audio/transcriptions"),
                LocalAiAdapter.headers(endpoint),
                ask,
                words,
                hearing);
    }
}
