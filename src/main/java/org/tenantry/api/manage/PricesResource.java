package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tenantry.models.Models;
import org.tenantry.models.PriceTag;
import org.tenantry.models.PriceVersion;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/**
 * What models cost from when, for operators: for a million tokens, or for a minute of audio. Prices are added and never
 * changed.
 */
@Path("models/{model}/prices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PricesResource {
    @Inject
    Desk desk;

    @Inject
    Models models;

    @Inject
    Clock clock;

    @GET
    public JsonObject list(@PathParam("model") String model, @BeanParam Paging paging) {
        var of = models.get(desk.operator(), ModelId.of(model)).id();
        return paging.of(models.prices(desk.operator(), of), PriceVersion::id, PricesResource::told);
    }

    @POST
    public Response add(@PathParam("model") String model, InputStream body) {
        var operator = desk.operator();
        var of = models.get(operator, ModelId.of(model)).id();
        var said = Sent.read(body, "currency", "valid_from", "sell", "buy");
        var currency = said.need("currency", said::currency);
        var from = said.instant("valid_from").orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MICROS));
        var sell = said.need("sell", name -> tag(said, name));
        var buy = tag(said, "buy").orElse(null);
        desk.act(() -> models.addPrice(operator, of, currency, from, sell, buy));
        var made = Desk.find(
                models.prices(operator, of),
                version -> version.currency().equals(currency)
                        && version.validFrom().equals(from));
        return Desk.created("models/" + of + "/prices", told(made).json());
    }

    private static Optional<PriceTag> tag(Sent said, String name) {
        return said.object(name, "input", "cached_input", "cache_write", "output", "minute")
                .map(tag -> new PriceTag(
                        tag.amount("input").orElse(null),
                        tag.amount("cached_input").orElse(null),
                        tag.amount("cache_write").orElse(null),
                        tag.amount("output").orElse(null),
                        tag.amount("minute").orElse(null)));
    }

    private static Told told(PriceVersion version) {
        return new Told()
                .id("id", version.id())
                .put("currency", version.currency().getCurrencyCode())
                .put("valid_from", version.validFrom())
                .put("sell", told(version.sell()))
                .put("buy", version.buy() == null ? null : told(version.buy()));
    }

    private static Told told(Price price) {
        var tag = PriceTag.of(price);
        return new Told()
                .put("input", tag.input())
                .put("cached_input", tag.cachedInput())
                .put("cache_write", tag.cacheWrite())
                .put("output", tag.output())
                .put("minute", tag.minute());
    }
}
