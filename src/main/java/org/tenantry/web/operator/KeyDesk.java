package org.tenantry.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.tenantry.models.Provider;
import org.tenantry.models.ProviderKeys;
import org.tenantry.models.Providers;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;

/** The operator at the keys of a provider: who is looking, which provider it is, and what keeps its keys. */
@RequestScoped
public class KeyDesk {
    @Inject
    CurrentCaller caller;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    public Caller operator() {
        return caller.get();
    }

    public Provider provider(ProviderId id) {
        return providers.get(caller.get(), id);
    }

    public ProviderKeys keys() {
        return keys;
    }
}
