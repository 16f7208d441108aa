package org.tenantry.api.manage;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Set;
import org.tenantry.tenancy.KeyScope;

/** Lets a key look that may read or change, and change that may change. */
@Priority(Priorities.AUTHENTICATION)
public class ScopeFilter implements ContainerRequestFilter {
    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    Desk desk;

    @Override
    public void filter(ContainerRequestContext request) {
        var key = desk.key();
        boolean looks = LOOKS.contains(request.getMethod());
        key.require(looks && !key.scopes().contains(KeyScope.MANAGE) ? KeyScope.MANAGE_READ : KeyScope.MANAGE);
    }
}
