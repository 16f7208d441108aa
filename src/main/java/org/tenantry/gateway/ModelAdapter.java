package org.tenantry.gateway;

import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;

/** Speaks one wire form. A new form is one new class. */
interface ModelAdapter {
    ProviderKind kind();

    Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing);
}
