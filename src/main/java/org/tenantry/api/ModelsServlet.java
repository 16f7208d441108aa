package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.ModelKind;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.PriceTag;
import org.tenantry.values.Price;

/** Lists what a key may call, with what it can do and costs, or tells of one model; its name may contain slashes. */
@WebServlet(urlPatterns = {"/v1/models", "/v1/models/*"})
public class ModelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient ModelNames names;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var all = names.all(Visit.of(request).key());
        var path = request.getPathInfo();
        var out = new JsonBytes(1024);
        if (path == null || path.equals("/")) {
            list(all, out);
        } else {
            var name = path.substring(1);
            model(
                    all.stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> ModelNames.unknown(name)),
                    out);
        }
        response.setContentType(ApiError.JSON);
        response.getOutputStream().write(out.bytes());
    }

    private static void list(List<ModelNames.Named> all, JsonBytes out) {
        out.raw("{\"object\":\"list\",\"data\":[");
        var comma = "";
        if (all.stream().anyMatch(one -> one.model().converses())) {
            out.raw("{\"id\":").text(ModelNames.AUTO);
            out.raw(
                    ",\"object\":\"model\",\"created\":0,\"owned_by\":\"tenantry\",\"name\":\"Auto\",\"kind\":\"chat\"}");
            comma = ",";
        }
        for (var one : all) {
            model(one, out.raw(comma));
            comma = ",";
        }
        out.raw("]}");
    }

    private static void model(ModelNames.Named named, JsonBytes out) {
        var model = named.model();
        out.raw("{\"id\":").text(named.name()).raw(",\"object\":\"model\",\"created\":");
        out.raw(madeAt(model.id().value())).raw(",\"owned_by\":\"tenantry\",\"name\":");
        out.text(model.label());
        if (named.alias()) {
            out.raw(",\"alias_of\":").text(model.name());
        }
        out.raw(",\"kind\":").text(model.purpose().code());
        if (model.purpose() != ModelKind.TRANSCRIPTION) {
            out.raw(",\"context_length\":").raw(model.contextTokens());
        }
        if (model.converses()) {
            abilities(model, out);
        }
        price(model, out);
    }

    private static void abilities(OfferedModel model, JsonBytes out) {
        out.raw(",\"max_output_tokens\":").raw(model.mostOutputTokens());
        out.raw(",\"capabilities\":{");
        var comma = "";
        for (var ability : Ability.values()) {
            out.raw(comma).text(ability.code()).raw(model.can().has(ability) ? ":true" : ":false");
            comma = ",";
        }
        out.raw("}");
    }

    private static void price(OfferedModel model, JsonBytes out) {
        var price = PriceTag.of(model.sell());
        out.raw(",\"pricing\":{\"currency\":").text(model.sell().currency().getCurrencyCode());
        if (model.sell().unit() == Price.Unit.AUDIO) {
            out.raw(",\"per\":\"minute\",\"audio\":")
                    .text(price.minute().toPlainString())
                    .raw("}}");
            return;
        }
        out.raw(",\"per\":\"1000000 tokens\",\"input\":").text(price.input().toPlainString());
        if (model.converses()) {
            out.raw(",\"cached_input\":").text(price.cachedInput().toPlainString());
            out.raw(",\"cache_write\":").text(price.cacheWrite().toPlainString());
            out.raw(",\"output\":").text(price.output().toPlainString());
        }
        out.raw("}}");
    }

    /** In seconds, as its id tells it. */
    private static long madeAt(UUID id) {
        return id.version() == 7 ? (id.getMostSignificantBits() >>> 16) / 1000 : 0;
    }
}
