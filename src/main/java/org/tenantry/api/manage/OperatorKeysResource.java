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
import java.util.UUID;
import org.tenantry.tenancy.OperatorKeys;
import org.tenantry.values.Ids;

/** The keys by which programs run the deployment, for operators; a secret is told once, when it is made. */
@Path("operator-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OperatorKeysResource {
    @Inject
    Desk desk;

    @Inject
    OperatorKeys keys;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        return paging.of(keys.list(desk.operator()), OperatorKeys.Row::id, OperatorKeysResource::told);
    }

    @POST
    public Response create(InputStream body) {
        var operator = desk.operator();
        var said = Sent.read(body, "name", "reads_only", "expires_at");
        var name = said.need("name", said::text);
        boolean readsOnly = said.flag("reads_only").orElse(false);
        var end = said.instant("expires_at");
        var made = desk.act(() -> keys.create(operator, name, readsOnly, end));
        return Desk.created(
                "operator-keys/" + made.id(),
                told(row(made.id())).put("secret", made.secret()).json());
    }

    /** Revokes it: it opens nothing from now on. */
    @DELETE
    @Path("{key}")
    public void revoke(@PathParam("key") String key) {
        var operator = desk.operator();
        var id = Ids.parse(key);
        desk.act(() -> keys.revoke(operator, id));
    }

    private OperatorKeys.Row row(UUID id) {
        return Desk.find(keys.list(desk.operator()), key -> key.id().equals(id));
    }

    private static Told told(OperatorKeys.Row key) {
        return new Told()
                .id("id", key.id())
                .put("name", key.name())
                .put("public_id", key.publicId())
                .put("reads_only", key.readsOnly())
                .put("revoked", key.isRevoked())
                .put("created_at", key.createdAt())
                .put("expires_at", key.expiresAt());
    }
}
