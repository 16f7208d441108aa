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
import java.util.List;
import java.util.UUID;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.values.Ids;

/** What is sold, for operators: plans; their terms are versions of their own. */
@Path("plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlansResource {
    private static final int LAST_PLACE = 100;

    @Inject
    Desk desk;

    @Inject
    Plans plans;

    @GET
    public JsonObject list(@BeanParam Paging paging) {
        return paging.of(plans.list(desk.operator()), Plans.PlanRow::id, PlansResource::told);
    }

    @POST
    public Response add(InputStream body) {
        var operator = desk.operator();
        var said = Sent.read(body, "name", "audience", "place");
        var name = said.need("name", said::text);
        var audience = said.choice("audience", List.of(Terms.Audience.values())).orElse(Terms.Audience.COMPANY);
        int place = said.whole("place").orElse(LAST_PLACE);
        var id = desk.act(() -> plans.add(operator, name, audience, place));
        return Desk.created("plans/" + id, told(row(id)).json());
    }

    @GET
    @Path("{plan}")
    public JsonObject get(@PathParam("plan") String plan) {
        return told(row(Ids.parse(plan))).json();
    }

    @PATCH
    @Path("{plan}")
    public JsonObject change(@PathParam("plan") String plan, InputStream body) {
        var operator = desk.operator();
        var known = row(Ids.parse(plan));
        var said = Sent.read(body, "name", "place", "offered");
        var name = said.text("name").filter(to -> !to.equals(known.name()));
        var place = said.whole("place").filter(to -> to != known.place());
        var offered = said.flag("offered").filter(to -> to != known.offered());
        desk.act(() -> {
            name.ifPresent(to -> plans.rename(operator, known.id(), to));
            place.ifPresent(to -> plans.reorder(operator, known.id(), to));
            offered.filter(to -> to).ifPresent(to -> plans.offer(operator, known.id()));
            offered.filter(to -> !to).ifPresent(to -> plans.withdraw(operator, known.id()));
        });
        return told(row(known.id())).json();
    }

    /** Only a plan of which nothing was ever on sale. */
    @DELETE
    @Path("{plan}")
    public void delete(@PathParam("plan") String plan) {
        var id = Ids.parse(plan);
        desk.act(() -> plans.delete(desk.operator(), id));
    }

    private Plans.PlanRow row(UUID id) {
        return Desk.find(plans.list(desk.operator()), plan -> plan.id().equals(id));
    }

    private static Told told(Plans.PlanRow plan) {
        return new Told()
                .id("id", plan.id())
                .put("name", plan.name())
                .put("audience", plan.audience())
                .put("place", plan.place())
                .put("offered", plan.offered())
                .put("subscriptions", plan.subscriptions())
                .list("on_sale", plan.onSale().stream().map(Offers::told).toList());
    }
}
