package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tenantry.api.BadField;
import org.tenantry.ledger.Corrections;
import org.tenantry.ledger.CreditLot;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.ledger.Statement;
import org.tenantry.ledger.Statements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Refusal;

/** What a company has: its admins read it, operators give credit and take it back, once for each Idempotency-Key. */
@Path("tenants/{tenant}/wallet")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WalletResource {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    @Inject
    Desk desk;

    @Inject
    Statements statements;

    @Inject
    Lots lots;

    @Inject
    Corrections corrections;

    @GET
    public JsonObject get(@PathParam("tenant") String tenant) {
        return told(desk.admin(tenant)).json();
    }

    /** Every movement, the newest first. */
    @GET
    @Path("postings")
    public JsonObject postings(@PathParam("tenant") String tenant, @BeanParam Paging paging) {
        var found = statements.postings(desk.admin(tenant), paging.afterNumber(), paging.limit() + 1);
        return paging.part(found, Posting::seq, WalletResource::told);
    }

    /** What was there, what came and went, and what is there, over days of the company's calendar. */
    @GET
    @Path("statement")
    public JsonObject statement(
            @PathParam("tenant") String tenant, @QueryParam("from") String from, @QueryParam("to") String to) {
        var days = Days.of(from, to);
        var statement = statements.statement(desk.admin(tenant), days.first(), days.last());
        return new Told()
                .put("from", statement.first())
                .put("to", statement.last())
                .put("opening", statement.opening())
                .put("closing", statement.closing())
                .list(
                        "kinds",
                        statement.totals().stream().map(WalletResource::told).toList())
                .json();
    }

    @POST
    @Path("credits")
    public Response credit(
            @PathParam("tenant") String tenant, @HeaderParam("Idempotency-Key") String key, InputStream body) {
        var into = desk.admin(tenant).require(Role.OPERATOR);
        var ref = ref(into, key);
        var said = Sent.read(body, "kind", "amount", "expires_at", "reason");
        var kind = said.need("kind", name -> said.choice(name, List.of(LotKind.PROMO, LotKind.PAID, LotKind.LINE)));
        var amount = said.need("amount", said::money);
        var end = said.instant("expires_at");
        var reason = said.need("reason", said::text);
        var lot = desk.act(() -> {
            var before = lots.granted(desk.operator(), into.tenant(), ref);
            if (before.isEmpty()) {
                lots.grant(desk.operator(), into.tenant(), kind, amount, end, ref, reason);
            }
            return before.or(() -> lots.granted(desk.operator(), into.tenant(), ref))
                    .filter(one -> one.kind() == kind
                            && one.granted().equals(amount)
                            && one.expiresAt().equals(end))
                    .orElseThrow(() -> new Refusal(422, "manage.refusal.keyReused"));
        });
        return Desk.created("tenants/" + into.tenant() + "/wallet", told(lot).json());
    }

    /** Takes credit back that should not be there. */
    @POST
    @Path("corrections")
    public JsonObject correct(
            @PathParam("tenant") String tenant, @HeaderParam("Idempotency-Key") String key, InputStream body) {
        var from = desk.admin(tenant).require(Role.OPERATOR);
        var ref = ref(from, key);
        var said = Sent.read(body, "kind", "amount", "reason");
        var kind = said.need("kind", name -> said.choice(name, List.of(LotKind.PROMO, LotKind.PAID)));
        var amount = said.need("amount", said::money);
        var reason = said.need("reason", said::text);
        desk.act(() -> corrections.takeBack(desk.operator(), from.tenant(), kind, amount, ref, reason));
        return told(from).json();
    }

    /** The same key of the same company is the same act, whoever sends it again. */
    private static String ref(Caller of, String key) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new BadField("Idempotency-Key", "manage.refusal.idempotency");
        }
        return "api:" + UUID.nameUUIDFromBytes((of.tenant() + " " + key).getBytes(StandardCharsets.UTF_8));
    }

    private Told told(Caller of) {
        var wallet = statements.wallet(of);
        return new Told()
                .put("available", wallet.available())
                .put("held", wallet.held())
                .put("free", wallet.free())
                .put("parked", wallet.parked())
                .list(
                        "lots",
                        statements.lots(of).stream().map(WalletResource::told).toList());
    }

    private static Told told(CreditLot lot) {
        return new Told()
                .id("id", lot.id())
                .put("kind", lot.kind())
                .put("granted", lot.granted())
                .put("remaining", lot.remaining())
                .put("expires_at", lot.expiresAt().orElse(null))
                .put("created_at", lot.createdAt());
    }

    private static Told told(Posting posting) {
        return new Told()
                .put("seq", posting.seq())
                .id("id", posting.id())
                .put("kind", posting.kind())
                .put("ref", posting.ref())
                .put("note", posting.note())
                .put("change", posting.change())
                .put("balance_after", posting.balanceAfter())
                .put("at", posting.at());
    }

    private static Told told(Statement.Total total) {
        return new Told()
                .put("kind", total.kind())
                .put("count", total.count())
                .put("in", total.in())
                .put("out", total.out());
    }
}
