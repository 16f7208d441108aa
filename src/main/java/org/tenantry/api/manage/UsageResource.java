package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a company used and what it cost, for its admins; as JSON, or as CSV for who asks for {@code text/csv}. */
@Path("tenants/{tenant}/usage")
public class UsageResource {
    @Inject
    Desk desk;

    @Inject
    UsageNames usage;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject get(@PathParam("tenant") String tenant, @BeanParam UsageQuery query) {
        return usage.ofTenant(desk.admin(tenant), query).json();
    }

    @GET
    @Produces("text/csv;charset=UTF-8")
    public String table(@PathParam("tenant") String tenant, @BeanParam UsageQuery query) {
        return usage.ofTenant(desk.admin(tenant), query).csv();
    }
}
