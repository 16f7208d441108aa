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
import java.util.EnumSet;
import java.util.List;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.Model;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.Providers;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;

/** The models there are, for operators. A new one is off until it has a price. */
@Path("models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ModelsResource {
    @Inject
    Desk desk;

    @Inject
    Models models;

    @Inject
    Providers providers;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        return paging.of(models.list(desk.operator()), Model::id, ModelsResource::told);
    }

    /** What is not said is taken from what is known of models of that name. */
    @POST
    public Response add(InputStream body) {
        var operator = desk.operator();
        var said = Sent.read(
                body,
                "provider_id",
                "name",
                "upstream_name",
                "label",
                "kind",
                "tokenizer",
                "context_tokens",
                "most_output_tokens",
                "capabilities",
                "strength");
        var provider = providers.get(operator, new ProviderId(said.need("provider_id", said::id)));
        var name = said.need("name", said::text);
        var upstream = said.text("upstream_name").orElse(name);
        var form = form(said, ModelForm.guess(provider.kind(), upstream));
        var strength = said.whole("strength");
        var id = desk.act(() -> {
            var made = models.add(operator, provider.id(), name, upstream, form);
            strength.ifPresent(to -> models.rate(operator, made, to));
            return made;
        });
        return Desk.created("models/" + id, one(id));
    }

    @GET
    @Path("{model}")
    public JsonObject get(@PathParam("model") String model) {
        return one(ModelId.of(model));
    }

    @PATCH
    @Path("{model}")
    public JsonObject change(@PathParam("model") String model, InputStream body) {
        var operator = desk.operator();
        var known = models.get(operator, ModelId.of(model));
        var said = Sent.read(
                body,
                "label",
                "kind",
                "tokenizer",
                "context_tokens",
                "most_output_tokens",
                "capabilities",
                "strength",
                "count_offset",
                "enabled");
        var form = form(said, known.form());
        var strength = said.whole("strength");
        var offset = said.whole("count_offset");
        var on = said.flag("enabled");
        desk.act(() -> {
            if (!form.equals(known.form())) {
                models.change(operator, known.id(), form);
            }
            strength.ifPresent(to -> models.rate(operator, known.id(), to));
            offset.filter(to -> to != known.countOffset())
                    .ifPresent(to -> models.countOffset(operator, known.id(), to));
            on.filter(to -> to != known.isOn()).ifPresent(to -> models.turn(operator, known.id(), to));
        });
        return one(known.id());
    }

    private JsonObject one(ModelId id) {
        return told(models.get(desk.operator(), id)).json();
    }

    private static ModelForm form(Sent said, ModelForm before) {
        int context = said.whole("context_tokens").orElse(before.contextTokens());
        return new ModelForm(
                said.text("label").orElse(before.label()),
                said.choice("kind", List.of(ModelKind.values())).orElse(before.kind()),
                said.text("tokenizer").orElse(before.tokenizer()),
                context,
                said.whole("most_output_tokens").orElse(Math.min(context, before.mostOutputTokens())),
                said.choices("capabilities", List.of(Ability.values()))
                        .map(ModelsResource::can)
                        .orElse(before.can()));
    }

    private static Capabilities can(List<Ability> abilities) {
        var set = EnumSet.noneOf(Ability.class);
        set.addAll(abilities);
        return Capabilities.of(set);
    }

    private static Told told(Model model) {
        var form = model.form();
        return new Told()
                .id("id", model.id())
                .id("provider_id", model.provider())
                .put("name", model.name())
                .put("upstream_name", model.upstreamName())
                .put("label", form.label())
                .put("kind", form.kind())
                .put("tokenizer", form.tokenizer())
                .put("context_tokens", form.contextTokens())
                .put("most_output_tokens", form.mostOutputTokens())
                .texts("capabilities", form.can().all().stream().map(Told::name).toList())
                .put("strength", model.strength())
                .put("count_offset", model.countOffset())
                .put("enabled", model.isOn());
    }
}
