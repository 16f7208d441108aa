package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;

/** The keys of a company, for its admins: made for service accounts, changed and revoked for everybody. */
@Path("tenants/{tenant}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeysResource {
    @Inject
    Desk desk;

    @Inject
    ApiKeys keys;

    @Inject
    KeyShelf shelf;

    @GET
    public JsonObject list(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        var rows = shelf.all(desk.admin(tenant), KeyShelf.Wanted.ALL);
        return paging.of(rows, KeyShelf.Row::id, SentKey::told);
    }

    @POST
    public Response create(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(body, "service_account_id", "name", "scopes", "model_ids", "addresses", "expires_at");
        var service = new MemberId(said.need("service_account_id", said::id));
        var form = SentKey.fresh(said);
        var made = desk.act(() -> keys.createFor(admin, service, form));
        return Desk.created(
                "tenants/" + admin.tenant() + "/api-keys/" + made.id(),
                SentKey.told(shelf.one(admin, made.id()))
                        .put("secret", made.secret())
                        .json());
    }

    @GET
    @Path("{key}")
    public JsonObject get(@PathParam("tenant") String tenant, @PathParam("key") String key) {
        return SentKey.told(shelf.one(desk.admin(tenant), Ids.parse(key))).json();
    }

    @PATCH
    @Path("{key}")
    public JsonObject change(@PathParam("tenant") String tenant, @PathParam("key") String key, InputStream body) {
        var admin = desk.admin(tenant);
        var known = shelf.one(admin, Ids.parse(key));
        var said = Sent.read(body, "name", "scopes", "model_ids", "addresses", "expires_at");
        var form = SentKey.changed(said, known.form());
        desk.act(() -> keys.change(admin, known.id(), form));
        return SentKey.told(shelf.one(admin, known.id())).json();
    }

    /** Revokes it: it opens nothing from now on. */
    @DELETE
    @Path("{key}")
    public void revoke(@PathParam("tenant") String tenant, @PathParam("key") String key) {
        var admin = desk.admin(tenant);
        var id = Ids.parse(key);
        desk.act(() -> keys.revoke(admin, id));
    }

    /** Gives it a fresh secret; the one before works on for a while. */
    @POST
    @Path("{key}/rotations")
    public JsonObject rotate(@PathParam("tenant") String tenant, @PathParam("key") String key, InputStream body) {
        var admin = desk.admin(tenant);
        var known = shelf.one(admin, Ids.parse(key));
        var overlap = SentKey.overlap(body);
        var made = desk.act(() -> keys.rotate(admin, known.id(), overlap));
        return SentKey.told(shelf.one(admin, known.id()))
                .put("secret", made.secret())
                .json();
    }
}
