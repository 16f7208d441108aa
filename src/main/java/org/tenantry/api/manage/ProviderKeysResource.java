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
import java.util.UUID;
import org.tenantry.models.ProviderKey;
import org.tenantry.models.ProviderKeys;
import org.tenantry.models.Providers;
import org.tenantry.values.Ids;
import org.tenantry.values.ProviderId;

/** The keys of a provider, for operators: written, weighed and switched, never read. */
@Path("providers/{provider}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProviderKeysResource {
    @Inject
    Desk desk;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    @GET
    public JsonObject list(@PathParam("provider") String provider, @BeanParam Paging paging) {
        var owner = owner(provider);
        return paging.of(keys.list(desk.operator(), owner), ProviderKey::id, ProviderKeysResource::told);
    }

    @POST
    public Response add(@PathParam("provider") String provider, InputStream body) {
        var owner = owner(provider);
        var said = Sent.read(body, "label", "secret", "weight", "enabled");
        var label = said.need("label", said::text);
        var secret = said.need("secret", said::text);
        int weight = said.whole("weight").orElse(1);
        boolean on = said.flag("enabled").orElse(true);
        var id = desk.act(() -> {
            keys.add(desk.operator(), owner, label, weight, secret);
            var all = keys.list(desk.operator(), owner);
            var made = Desk.find(all, key -> key.label().equalsIgnoreCase(label.strip()))
                    .id();
            if (!on) {
                keys.turn(desk.operator(), owner, made, false);
            }
            return made;
        });
        return Desk.created("providers/" + owner + "/keys/" + id, one(owner, id));
    }

    @PATCH
    @Path("{key}")
    public JsonObject change(@PathParam("provider") String provider, @PathParam("key") String key, InputStream body) {
        var owner = owner(provider);
        var id = Ids.parse(key);
        one(owner, id);
        var said = Sent.read(body, "weight", "enabled");
        var weight = said.whole("weight");
        var on = said.flag("enabled");
        desk.act(() -> {
            weight.ifPresent(to -> keys.weigh(desk.operator(), owner, id, to));
            on.ifPresent(to -> keys.turn(desk.operator(), owner, id, to));
        });
        return one(owner, id);
    }

    @DELETE
    @Path("{key}")
    public void delete(@PathParam("provider") String provider, @PathParam("key") String key) {
        var owner = owner(provider);
        var id = Ids.parse(key);
        desk.act(() -> keys.delete(desk.operator(), owner, id));
    }

    private ProviderId owner(String provider) {
        return providers.get(desk.operator(), ProviderId.of(provider)).id();
    }

    private JsonObject one(ProviderId owner, UUID id) {
        return told(Desk.find(keys.list(desk.operator(), owner), key -> key.id().equals(id)))
                .json();
    }

    private static Told told(ProviderKey key) {
        return new Told()
                .id("id", key.id())
                .put("label", key.label())
                .put("weight", key.weight())
                .put("enabled", key.isOn())
                .put("last_used_at", key.lastUsedAt())
                .put("last_failed_at", key.lastFailedAt())
                .put("last_failure", lower(key.lastFailure()));
    }

    private static String lower(String failure) {
        return failure == null || failure.isEmpty() ? null : failure.toLowerCase(java.util.Locale.ROOT);
    }
}
