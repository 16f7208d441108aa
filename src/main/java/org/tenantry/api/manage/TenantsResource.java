package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.tenantry.billing.Enrolment;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Suspensions;
import org.tenantry.tenancy.Tenant;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.TenantId;

/** The companies: operators open, suspend and see all of them, everybody else sees their own. */
@Path("tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantsResource {
    @Inject
    Desk desk;

    @Inject
    Tenants tenants;

    @Inject
    Enrolment enrolment;

    @Inject
    Suspensions suspensions;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        var caller = desk.caller();
        var rows = caller.has(Role.OPERATOR)
                ? tenants.list(caller)
                : List.of(tenants.get(caller, desk.member().tenant()));
        return paging.of(rows, Tenants.Row::id, TenantsResource::told);
    }

    @POST
    public Response open(InputStream body) {
        var operator = desk.operator();
        var said = Sent.read(body, "name", "currency", "zone", "locale");
        var name = said.need("name", said::text);
        var currency = said.need("currency", said::currency);
        var zone = said.zone("zone").orElse(ZoneId.of("UTC"));
        var locale = said.language("locale").orElse(Locale.ENGLISH);
        var id = desk.act(() -> enrolment.open(operator, name, currency, zone, locale));
        return Desk.created("tenants/" + id, told(tenants.get(operator, id)).json());
    }

    @GET
    @Path("{tenant}")
    public JsonObject get(@PathParam("tenant") String tenant) {
        return told(tenants.get(desk.caller(), TenantId.of(tenant))).json();
    }

    /** Suspends a company by decision, or serves it again; its admins read the reason. */
    @PATCH
    @Path("{tenant}")
    public JsonObject change(@PathParam("tenant") String tenant, InputStream body) {
        var operator = desk.operator();
        var known = tenants.get(operator, TenantId.of(tenant));
        var said = Sent.read(body, "state", "reason");
        var state = said.need("state", name -> said.choice(name, List.of(Tenant.State.ACTIVE, Tenant.State.SUSPENDED)));
        var reason = said.need("reason", said::text);
        desk.act(() -> {
            if (state == Tenant.State.SUSPENDED) {
                suspensions.suspend(operator, known.id(), reason);
            } else {
                suspensions.resume(operator, known.id(), reason);
            }
        });
        return told(tenants.get(operator, known.id())).json();
    }

    private static Told told(Tenants.Row row) {
        return new Told()
                .id("id", row.id())
                .put("name", row.name())
                .put("currency", row.currency().getCurrencyCode())
                .put("zone", row.zone())
                .put("locale", row.locale().toLanguageTag())
                .put("state", row.state())
                .put("members", row.members())
                .put("created_at", row.createdAt());
    }
}
