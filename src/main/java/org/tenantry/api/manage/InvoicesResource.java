package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tenantry.billing.InvoicePaper;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.billing.Invoices;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;

/** A company's invoices, for its admins, the newest first. */
@Path("tenants/{tenant}/invoices")
@Produces(MediaType.APPLICATION_JSON)
public class InvoicesResource {
    private static final int MOST_PAGES = 40;

    @Inject
    Desk desk;

    @Inject
    InvoiceReader invoices;

    @GET
    public JsonObject list(
            @PathParam("tenant") String tenant, @QueryParam("state") String state, @BeanParam Paging paging) {
        return paging.of(all(desk.admin(tenant), wanted(state)), InvoiceReader.Row::id, InvoicesResource::told);
    }

    @GET
    @Path("{invoice}")
    public JsonObject get(@PathParam("tenant") String tenant, @PathParam("invoice") String invoice) {
        return told(invoices.paper(desk.admin(tenant), Ids.parse(invoice))).json();
    }

    private List<InvoiceReader.Row> all(Caller admin, Optional<Invoices.State> state) {
        var all = new ArrayList<InvoiceReader.Row>();
        for (int page = 0; page < MOST_PAGES; page++) {
            var found = invoices.list(admin, state, page);
            all.addAll(found.subList(0, Math.min(found.size(), InvoiceReader.ROWS)));
            if (found.size() <= InvoiceReader.ROWS) {
                break;
            }
        }
        return all;
    }

    private static Optional<Invoices.State> wanted(String state) {
        return Optional.ofNullable(state).map(one -> Choices.of("state", one, Invoices.State.values()));
    }

    private static Told told(InvoiceReader.Row row) {
        return new Told()
                .id("id", row.id())
                .put("number", row.number())
                .put("state", row.state())
                .put("service_from", row.service().from())
                .put("service_to", row.service().last())
                .put("total", row.total())
                .put("due", row.due())
                .put("issued_on", row.issuedOn())
                .put("due_on", row.dueOn());
    }

    private static Told told(InvoicePaper paper) {
        return new Told()
                .id("id", paper.id())
                .put("number", paper.number())
                .put("kind", paper.kind())
                .put("state", paper.state())
                .put("service_from", paper.service().from())
                .put("service_to", paper.service().last())
                .put("issued_on", paper.issuedOn())
                .put("due_on", paper.dueOn())
                .put("seller", paper.seller().name())
                .put("buyer", paper.buyer().name())
                .list(
                        "lines",
                        paper.lines().stream().map(InvoicesResource::told).toList())
                .put("total", paper.sums().total())
                .put("due", paper.sums().due())
                .put("pdf", "/invoice-paper/" + paper.id());
    }

    private static Told told(InvoicePaper.Line line) {
        return new Told()
                .put("line", line.line())
                .put("kind", line.kind())
                .put("subject", line.subject())
                .put("quantity", line.quantity())
                .put("settled", line.settled())
                .put("amount", line.amount())
                .put("tax", line.taxAmount());
    }
}
