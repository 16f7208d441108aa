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
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tenantry.api.BadField;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;
import org.tenantry.values.Money;

/** The limits of a company, its members and its keys, for its admins. */
@Path("tenants/{tenant}/budgets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BudgetsResource {
    @Inject
    Desk desk;

    @Inject
    Budgets budgets;

    @GET
    public JsonObject list(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        var admin = desk.admin(tenant);
        return paging.of(all(admin), Budget::id, budget -> told(admin, budget));
    }

    /** Sets the one limit of this subject, unit and span, or sets it anew. */
    @POST
    public Response set(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(body, "member_id", "api_key_id", "unit", "span", "soft_limit", "hard_limit");
        var member = said.id("member_id").map(MemberId::new);
        var key = said.id("api_key_id");
        if (member.isPresent() && key.isPresent()) {
            throw new BadField("api_key_id", "manage.refusal.oneSubject");
        }
        var unit = said.need("unit", name -> said.choice(name, List.of(Budget.Unit.values())));
        var span = said.need("span", name -> said.choice(name, List.of(Budget.Span.values())));
        var soft = limit(admin, said, "soft_limit", unit);
        var hard = limit(admin, said, "hard_limit", unit);
        desk.act(() -> {
            if (key.isPresent()) {
                budgets.setForKey(admin, key.get(), unit, span, soft, hard);
            } else {
                budgets.set(admin, member, unit, span, soft, hard);
            }
        });
        var made = Desk.find(
                all(admin),
                budget -> budget.member().equals(member)
                        && budget.key().equals(key)
                        && budget.unit() == unit
                        && budget.span() == span);
        return Desk.created(
                "tenants/" + admin.tenant() + "/budgets/" + made.id(),
                told(admin, made).json());
    }

    @DELETE
    @Path("{budget}")
    public void remove(@PathParam("tenant") String tenant, @PathParam("budget") String budget) {
        var admin = desk.admin(tenant);
        var id = Ids.parse(budget);
        desk.act(() -> budgets.remove(admin, id));
    }

    private List<Budget> all(Caller admin) {
        return Stream.concat(budgets.list(admin).stream(), budgets.ofKeys(admin).stream())
                .toList();
    }

    /** Whole tokens, or units of the company's currency. */
    private static Optional<Long> limit(Caller admin, Sent said, String name, Budget.Unit unit) {
        return said.amount(name).map(amount -> limit(admin, said, name, unit, amount));
    }

    private static long limit(Caller admin, Sent said, String name, Budget.Unit unit, BigDecimal amount) {
        try {
            return unit == Budget.Unit.MONEY
                    ? Money.of(amount, admin.currency()).nanos()
                    : amount.longValueExact();
        } catch (ArithmeticException tooFine) {
            throw new BadField(said.at(name), "manage.refusal.amount", said.at(name));
        }
    }

    private static Told told(Caller admin, Budget budget) {
        return new Told()
                .id("id", budget.id())
                .id("member_id", budget.member().orElse(null))
                .id("api_key_id", budget.key().orElse(null))
                .put("unit", budget.unit())
                .put("span", budget.span())
                .put("soft_limit", said(admin, budget, budget.softLimit()))
                .put("hard_limit", said(admin, budget, budget.hardLimit()))
                .put("used", said(admin, budget, Optional.of(budget.used())))
                .put("held", said(admin, budget, Optional.of(budget.held())));
    }

    private static String said(Caller admin, Budget budget, Optional<Long> amount) {
        return amount.map(number -> budget.unit() == Budget.Unit.MONEY
                        ? Told.plain(new Money(number, admin.currency()))
                        : number.toString())
                .orElse(null);
    }
}
