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
import org.tenantry.billing.Enrolment;
import org.tenantry.billing.Seats;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Member;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.MemberId;

/** Who has a seat in a company. Operators take people in and give roles; admins take seats away and give them back. */
@Path("tenants/{tenant}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MembersResource {
    @Inject
    Desk desk;

    @Inject
    Tenants tenants;

    @Inject
    Seats seats;

    @Inject
    Enrolment enrolment;

    @GET
    public JsonObject list(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        return paging.of(tenants.members(desk.admin(tenant)), Tenants.MemberRow::id, MembersResource::told);
    }

    @POST
    public Response add(@PathParam("tenant") String tenant, InputStream body) {
        var into = desk.admin(tenant).require(Role.OPERATOR);
        var said = Sent.read(body, "email", "role", "name", "password", "locale");
        var who = new Enrolment.Newcomer(
                said.need("email", said::text),
                said.choice("role", List.of(Role.MEMBER, Role.ADMIN)).orElse(Role.MEMBER),
                said.text("name"),
                said.text("password"),
                said.language("locale"));
        var id = desk.act(() -> enrolment.enrol(desk.operator(), into.tenant(), who));
        return Desk.created("tenants/" + into.tenant() + "/members/" + id, one(into, id));
    }

    @GET
    @Path("{member}")
    public JsonObject get(@PathParam("tenant") String tenant, @PathParam("member") String member) {
        return one(desk.admin(tenant), MemberId.of(member));
    }

    @PATCH
    @Path("{member}")
    public JsonObject change(@PathParam("tenant") String tenant, @PathParam("member") String member, InputStream body) {
        var admin = desk.admin(tenant);
        var id = MemberId.of(member);
        tenants.place(admin.tenant(), id);
        var said = Sent.read(body, "role", "seated");
        var role = said.choice("role", List.of(Role.MEMBER, Role.ADMIN));
        var seated = said.flag("seated");
        desk.act(() -> {
            role.ifPresent(to -> enrolment.give(desk.operator(), admin.tenant(), id, to));
            seated.filter(to -> to).ifPresent(to -> seats.giveBack(admin, id));
            seated.filter(to -> !to).ifPresent(to -> seats.remove(admin, id));
        });
        return one(admin, id);
    }

    /** Takes the seat away; what was used stays in the books, and the seat can be given back. */
    @DELETE
    @Path("{member}")
    public void remove(@PathParam("tenant") String tenant, @PathParam("member") String member) {
        var admin = desk.admin(tenant);
        var id = MemberId.of(member);
        desk.act(() -> seats.remove(admin, id));
    }

    private JsonObject one(Caller admin, MemberId id) {
        return told(tenants.place(admin.tenant(), id)).json();
    }

    private static Told told(Tenants.MemberRow row) {
        return new Told()
                .id("id", row.id())
                .put("name", row.name())
                .put("email", row.service() ? null : row.email())
                .put("service", row.service())
                .put("role", row.role())
                .put("seated", row.state() == Member.State.ACTIVE);
    }
}
