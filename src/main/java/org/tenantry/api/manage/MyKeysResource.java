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
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;

/** A member's own keys. */
@Path("me/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MyKeysResource {
    @Inject
    Desk desk;

    @Inject
    ApiKeys keys;

    @Inject
    KeyShelf shelf;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        return paging.of(shelf.mine(desk.member()), KeyShelf.Row::id, SentKey::told);
    }

    @POST
    public Response create(InputStream body) {
        var member = desk.member();
        var form = SentKey.fresh(Sent.read(body, "name", "scopes", "model_ids", "addresses", "expires_at"));
        var made = desk.act(() -> keys.create(member, form));
        return Desk.created(
                "me/api-keys",
                SentKey.told(own(member, made.id().toString()))
                        .put("secret", made.secret())
                        .json());
    }

    /** Revokes it, even if it is the one that asks. */
    @DELETE
    @Path("{key}")
    public void revoke(@PathParam("key") String key) {
        var member = desk.member();
        var known = own(member, key);
        desk.act(() -> keys.revoke(member, known.id()));
    }

    /** Gives it a fresh secret; the one before works on for a while. */
    @POST
    @Path("{key}/rotations")
    public JsonObject rotate(@PathParam("key") String key, InputStream body) {
        var member = desk.member();
        var known = own(member, key);
        var overlap = SentKey.overlap(body);
        var made = desk.act(() -> keys.rotate(member, known.id(), overlap));
        return SentKey.told(own(member, key)).put("secret", made.secret()).json();
    }

    private KeyShelf.Row own(Caller member, String key) {
        var row = shelf.one(member, Ids.parse(key));
        if (!member.isMember(row.member())) {
            throw new NotFound();
        }
        return row;
    }
}
