package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;

/** Who the key acts for, and what it may do. */
@Path("me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MeResource {
    @Inject
    Desk desk;

    @Inject
    People people;

    @Inject
    Tenants tenants;

    @Inject
    UsageNames usage;

    @GET
    public JsonObject get() {
        var caller = desk.caller();
        var profile = caller.person() == null ? null : people.profile(caller);
        return new Told()
                .put("email", profile == null ? null : profile.email())
                .put("name", profile == null ? null : profile.name())
                .put("role", role())
                .id("member_id", caller.hasTenant() ? caller.member() : null)
                .id("tenant_id", caller.hasTenant() ? caller.tenant() : null)
                .put(
                        "tenant",
                        caller.hasTenant()
                                ? tenants.get(caller, caller.tenant()).name()
                                : null)
                .id("key_id", desk.key().id())
                .texts(
                        "scopes",
                        desk.key().scopes().stream().map(Told::name).sorted().toList())
                .json();
    }

    /** The caller's own use. */
    @GET
    @Path("usage")
    public JsonObject usage(@BeanParam UsageQuery query) {
        return usage.ofMember(desk.member(), query).json();
    }

    private Role role() {
        var caller = desk.caller();
        if (caller.has(Role.OPERATOR)) {
            return Role.OPERATOR;
        }
        return caller.has(Role.ADMIN) ? Role.ADMIN : Role.MEMBER;
    }
}
