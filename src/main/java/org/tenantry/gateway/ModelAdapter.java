package org.tenantry.gateway;

import java.util.List;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Speaks one wire form. A new form is one new class. */
interface ModelAdapter {
    ProviderKind kind();

    Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing);

    /** The names of the models that the provider has, sorted; refused with {@link ProviderRefused}. */
    List<String> models(Endpoint endpoint);
}
