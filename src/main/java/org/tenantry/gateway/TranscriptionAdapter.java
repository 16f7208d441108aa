package org.tenantry.gateway;

import java.util.function.Consumer;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has recordings written down over one wire form. A new form is one new class. */
interface TranscriptionAdapter {
    ProviderKind kind();

    /** Asks; returns at once. {@code words} hears them before {@code hearing} hears that the answer is whole, or never. */
    Upstream transcribe(Endpoint endpoint, TranscriptionAsk ask, Consumer<Transcript> words, Hearing hearing);
}
