package org.tenantry.gateway;

import java.util.function.Consumer;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Has texts turned into vectors over one wire form. A new form is one new class. */
interface EmbeddingAdapter {
    ProviderKind kind();

    /** Asks; returns at once. {@code vectors} hears them before {@code hearing} hears that the answer is whole, or never. */
    Upstream embed(Endpoint endpoint, EmbeddingAsk ask, Consumer<Vectors> vectors, Hearing hearing);
}
