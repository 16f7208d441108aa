package org.tenantry.api.manage;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tenantry.api.Visit;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.OpenedKey;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/** Where each request begins: who calls, in whose place, and how what was done is told. */
@RequestScoped
public class Desk {
    @Inject
    HttpServletRequest request;

    @Inject
    Tenants tenants;

    @Inject
    OneAct act;

    OpenedKey key() {
        return Visit.of(request).key();
    }

    Caller caller() {
        return key().caller();
    }

    Caller member() {
        return caller().require(Role.MEMBER);
    }

    Caller operator() {
        return caller().require(Role.OPERATOR);
    }

    /** An admin of this tenant, or the operator in their place. Who is of another tenant finds none of that id. */
    Caller admin(String tenant) {
        var wanted = TenantId.of(tenant);
        if (caller().has(Role.OPERATOR)) {
            return tenants.standIn(caller(), wanted);
        }
        if (!member().tenant().equals(wanted)) {
            throw new NotFound();
        }
        return caller().require(Role.ADMIN);
    }

    /** Does it as a whole or not at all, again if the database asks for it. */
    <T> T act(Supplier<T> changes) {
        return Retry.transaction(() -> act.of(changes));
    }

    void act(Runnable changes) {
        act(() -> {
            changes.run();
            return null;
        });
    }

    /** The one that is meant; the client finds none when there is none. */
    static <T> T find(List<T> all, Predicate<T> meant) {
        return all.stream().filter(meant).findFirst().orElseThrow(NotFound::new);
    }

    /** 201, with the address of what was made. */
    static Response created(String address, JsonObject told) {
        return Response.created(URI.create("/api/v1/" + address)).entity(told).build();
    }
}
