package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.tenantry.metering.KeyLimits;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.web.Messages;
import org.tenantry.web.keys.ApiKeyDesk;

/** An admin at the page of service accounts: who it is, the accounts, their keys and limits. */
@RequestScoped
public class ServiceDesk {
    @Inject
    ApiKeyDesk keys;

    @Inject
    ServiceAccounts accounts;

    @Inject
    KeyLimits limits;

    @Inject
    Messages messages;

    public Caller admin() {
        return keys.caller().require(Role.ADMIN);
    }

    public ApiKeyDesk keys() {
        return keys;
    }

    public ServiceAccounts accounts() {
        return accounts;
    }

    public KeyLimits limits() {
        return limits;
    }

    public Messages messages() {
        return messages;
    }
}
