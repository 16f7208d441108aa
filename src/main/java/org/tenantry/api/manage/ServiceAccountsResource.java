package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.values.MemberId;

/** Programs of a company that belong to nobody in particular, for its admins; they own keys and take no seat. */
@Path("tenants/{tenant}/service-accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ServiceAccountsResource {
    @Inject
    Desk desk;

    @Inject
    ServiceAccounts accounts;

    @GET
    public JsonObject list(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        return paging.of(accounts.list(desk.admin(tenant)), ServiceAccounts.Row::id, ServiceAccountsResource::told);
    }

    @POST
    public Response add(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(body, "name");
        var name = said.need("name", said::text);
        var id = desk.act(() -> accounts.add(admin, name));
        var made = Desk.find(accounts.list(admin), row -> row.id().equals(id));
        return Desk.created(
                "tenants/" + admin.tenant() + "/service-accounts", told(made).json());
    }

    /** Removes it and revokes its keys; its use stays in the books. */
    @DELETE
    @Path("{account}")
    public void remove(@PathParam("tenant") String tenant, @PathParam("account") String account) {
        var admin = desk.admin(tenant);
        var id = MemberId.of(account);
        desk.act(() -> accounts.remove(admin, id));
    }

    private static Told told(ServiceAccounts.Row row) {
        return new Told()
                .id("id", row.id())
                .put("name", row.name())
                .put("keys", row.keys())
                .put("created_at", row.createdAt());
    }
}
