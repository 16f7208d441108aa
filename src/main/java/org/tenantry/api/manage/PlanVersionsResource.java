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
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.values.Ids;

/** The versions of a plan, for operators: one draft for each currency, which is put on sale and then never changes. */
@Path("plans/{plan}/versions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlanVersionsResource {
    @Inject
    Desk desk;

    @Inject
    Plans plans;

    @GET
    public JsonObject list(@PathParam("plan") String plan, @BeanParam Paging paging) {
        return paging.of(
                plans.history(desk.operator(), owner(plan)), row -> row.terms().version(), PlanVersionsResource::told);
    }

    /** Writes the draft of the plan in this currency, or writes it anew. */
    @POST
    public Response draft(@PathParam("plan") String plan, InputStream body) {
        var owner = owner(plan);
        var form = form(Sent.read(
                body,
                "currency",
                "summary",
                "base_fee",
                "seat_fee",
                "included_seats",
                "most_seats",
                "allowance",
                "allowance_scope",
                "rollover_cap",
                "cycle",
                "trial_days",
                "trial_allowance",
                "credit_line",
                "requests_per_minute",
                "streams",
                "model_ids"));
        var version = desk.act(() -> plans.draft(desk.operator(), owner, form));
        return Desk.created("plans/" + owner + "/versions/" + version, one(owner, version));
    }

    @GET
    @Path("{version}")
    public JsonObject get(@PathParam("plan") String plan, @PathParam("version") String version) {
        return one(owner(plan), Ids.parse(version));
    }

    /** Puts a draft on sale; the version before it is retired. */
    @PATCH
    @Path("{version}")
    public JsonObject change(@PathParam("plan") String plan, @PathParam("version") String version, InputStream body) {
        var owner = owner(plan);
        var id = Ids.parse(version);
        one(owner, id);
        var said = Sent.read(body, "state");
        said.need("state", name -> said.choice(name, List.of(Plans.VersionState.ON_SALE)));
        desk.act(() -> plans.putOnSale(desk.operator(), id));
        return one(owner, id);
    }

    /** Throws a draft away. */
    @DELETE
    @Path("{version}")
    public void discard(@PathParam("plan") String plan, @PathParam("version") String version) {
        var id = Ids.parse(version);
        one(owner(plan), id);
        desk.act(() -> plans.discard(desk.operator(), id));
    }

    private UUID owner(String plan) {
        var id = Ids.parse(plan);
        return Desk.find(plans.list(desk.operator()), row -> row.id().equals(id))
                .id();
    }

    private JsonObject one(UUID owner, UUID version) {
        var history = plans.history(desk.operator(), owner);
        return told(Desk.find(history, row -> row.terms().version().equals(version)))
                .json();
    }

    private static PlanForm form(Sent said) {
        var models = said.ids("model_ids");
        return new PlanForm(
                said.need("currency", said::currency).getCurrencyCode(),
                said.need("summary", said::text),
                said.amount("base_fee").orElse(BigDecimal.ZERO),
                said.amount("seat_fee").orElse(BigDecimal.ZERO),
                said.whole("included_seats").orElse(1),
                said.whole("most_seats").orElse(0),
                said.amount("allowance").orElse(BigDecimal.ZERO),
                said.choice("allowance_scope", List.of(Terms.AllowanceScope.values()))
                        .orElse(Terms.AllowanceScope.TENANT),
                said.amount("rollover_cap").orElse(BigDecimal.ZERO),
                said.choice("cycle", List.of(Cycle.values())).orElse(Cycle.CALENDAR),
                said.whole("trial_days").orElse(0),
                said.amount("trial_allowance").orElse(BigDecimal.ZERO),
                said.amount("credit_line").orElse(BigDecimal.ZERO),
                said.whole("requests_per_minute").orElse(0),
                said.whole("streams").orElse(0),
                models.isEmpty(),
                models.map(Set::copyOf).orElse(Set.of()),
                true,
                Set.of());
    }

    private static Told told(Plans.VersionRow row) {
        return Offers.told(row.terms())
                .put("state", row.state())
                .put("created_at", row.createdAt())
                .put("on_sale_at", row.onSaleAt())
                .put("subscriptions", row.subscriptions());
    }
}
