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
import java.util.List;
import java.util.Map;
import org.tenantry.gateway.Gateway;
import org.tenantry.models.Provider;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.values.ProviderId;

/** Who answers: for operators. A provider's key is written and never read. */
@Path("providers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProvidersResource {
    @Inject
    Desk desk;

    @Inject
    Providers providers;

    @Inject
    Gateway gateway;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        return paging.of(providers.list(desk.operator()), Provider::id, ProvidersResource::told);
    }

    @POST
    public Response add(InputStream body) {
        var operator = desk.operator();
        var said = Sent.read(
                body,
                "name",
                "kind",
                "base_url",
                "key",
                "enabled",
                "asks_usage",
                "connect_seconds",
                "first_byte_seconds",
                "idle_seconds",
                "total_seconds",
                "settings");
        var kind = said.need("kind", name -> said.choice(name, List.of(ProviderKind.values())));
        var form = form(said, ProviderForm.of(said.need("name", said::text), ""));
        var key = said.text("key").orElse("");
        boolean on = said.flag("enabled").orElse(true);
        var id = desk.act(() -> {
            var made = providers.add(operator, kind, form, key);
            if (!on) {
                providers.turn(operator, made, false);
            }
            return made;
        });
        return Desk.created("providers/" + id, one(id));
    }

    @GET
    @Path("{provider}")
    public JsonObject get(@PathParam("provider") String provider) {
        return one(ProviderId.of(provider));
    }

    @PATCH
    @Path("{provider}")
    public JsonObject change(@PathParam("provider") String provider, InputStream body) {
        var operator = desk.operator();
        var known = providers.get(operator, ProviderId.of(provider));
        var said = Sent.read(
                body,
                "name",
                "base_url",
                "enabled",
                "asks_usage",
                "connect_seconds",
                "first_byte_seconds",
                "idle_seconds",
                "total_seconds",
                "settings");
        var form = form(said, known.form());
        desk.act(() -> {
            if (!form.equals(known.form())) {
                providers.change(operator, known.id(), form, "");
            }
            said.flag("enabled")
                    .filter(on -> on != known.isOn())
                    .ifPresent(on -> providers.turn(operator, known.id(), on));
        });
        return one(known.id());
    }

    /** Asks the provider whether it can be reached and takes the key. */
    @POST
    @Path("{provider}/checks")
    @Consumes(MediaType.WILDCARD)
    public JsonObject check(@PathParam("provider") String provider) {
        var failure = gateway.check(providers.endpoint(desk.operator(), ProviderId.of(provider)));
        return new Told()
                .put("answers", failure.isEmpty())
                .put("failure", failure.map(why -> why.kind()).orElse(null))
                .json();
    }

    /** The names of the models that the provider has, as it tells them now. */
    @GET
    @Path("{provider}/upstream-models")
    public JsonObject upstream(@PathParam("provider") String provider) {
        var names = gateway.models(providers.endpoint(desk.operator(), ProviderId.of(provider)));
        return new Told().texts("data", names).json();
    }

    private JsonObject one(ProviderId id) {
        return told(providers.get(desk.operator(), id)).json();
    }

    private static ProviderForm form(Sent said, ProviderForm before) {
        return new ProviderForm(
                said.text("name").orElse(before.name()),
                said.text("base_url").orElse(before.baseUrl()),
                said.flag("asks_usage").orElse(before.asksUsage()),
                said.whole("connect_seconds").orElse(before.connectSeconds()),
                said.whole("first_byte_seconds").orElse(before.firstByteSeconds()),
                said.whole("idle_seconds").orElse(before.idleSeconds()),
                said.whole("total_seconds").orElse(before.totalSeconds()),
                said.map("settings").orElse(before.settings()));
    }

    private static Told told(Provider provider) {
        var form = provider.form();
        return new Told()
                .id("id", provider.id())
                .put("name", form.name())
                .put("kind", provider.kind())
                .put("base_url", form.baseUrl())
                .put("enabled", provider.isOn())
                .put("asks_usage", form.asksUsage())
                .put("connect_seconds", form.connectSeconds())
                .put("first_byte_seconds", form.firstByteSeconds())
                .put("idle_seconds", form.idleSeconds())
                .put("total_seconds", form.totalSeconds())
                .put("settings", texts(form.settings()));
    }

    private static Told texts(Map<String, String> map) {
        var told = new Told();
        map.forEach(told::put);
        return told;
    }
}
