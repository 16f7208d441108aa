package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.tenantry.billing.PlanChanges;
import org.tenantry.billing.Preview;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;

/** What a company has bought, for its admins: chosen with a look at what it costs, changed and cancelled. */
@Path("tenants/{tenant}/subscription")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SubscriptionResource {
    @Inject
    Desk desk;

    @Inject
    Plans plans;

    @Inject
    Subscriptions subscriptions;

    @Inject
    PlanChanges changes;

    @Inject
    Tenants tenants;

    /** 404 while there is none. */
    @GET
    public JsonObject get(@PathParam("tenant") String tenant) {
        return one(desk.admin(tenant));
    }

    /** What can be bought, by place. */
    @GET
    @Path("offers")
    public JsonObject offers(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        return paging.of(plans.offered(desk.admin(tenant)), Terms::version, Offers::told);
    }

    /** What choosing a version would do and cost today; nothing is changed. */
    @POST
    @Path("previews")
    public JsonObject preview(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(body, "version_id", "seats");
        return told(changes.preview(admin, said.need("version_id", said::id), said.need("seats", said::whole)))
                .json();
    }

    /** Chooses, if it still costs what the preview said. */
    @PUT
    public JsonObject choose(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(body, "version_id", "seats", "expected_total");
        var version = said.need("version_id", said::id);
        int seats = said.need("seats", said::whole);
        var expected = said.need("expected_total", said::money);
        desk.act(() -> changes.choose(admin, version, seats, expected));
        return one(admin);
    }

    /** It ends with the period, a trial at once. */
    @DELETE
    public void cancel(@PathParam("tenant") String tenant) {
        var admin = desk.admin(tenant);
        desk.act(() -> changes.cancel(admin));
    }

    private JsonObject one(Caller admin) {
        var now = subscriptions.of(admin.tenant()).orElseThrow(NotFound::new);
        return told(now).put("seats_taken", tenants.seatsTaken(admin.tenant())).json();
    }

    private static Told told(Subscription now) {
        return new Told()
                .id("id", now.id())
                .put("state", now.state())
                .put("plan", Offers.told(now.terms()))
                .put("seats", now.seats())
                .put("started_on", now.startedOn())
                .put("trial_ends_on", now.trialEndsOn())
                .put("next_plan", now.planned().map(Offers::told).orElse(null))
                .put("next_seats", now.seatsNext())
                .put("ending", now.ending());
    }

    private static Told told(Preview preview) {
        return new Told()
                .put("act", preview.act())
                .put("plan", Offers.told(preview.terms()))
                .put("seats", preview.seats())
                .put("effective_on", preview.effectiveOn())
                .put("trial_ends_on", preview.trialEndsOn())
                .put("total_now", preview.now().total())
                .put("allowance_now", preview.allowance())
                .put("total_each_period", preview.later().total());
    }
}
