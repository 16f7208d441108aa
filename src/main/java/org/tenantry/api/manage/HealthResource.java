package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tenantry.health.NodeCircuits;
import org.tenantry.metering.ProviderReport;

/** How the providers do, for operators: which models calls keep away from, and what came of the last hour's attempts. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    @Inject
    Desk desk;

    @Inject
    NodeCircuits nodes;

    @Inject
    ProviderReport report;

    @GET
    public JsonObject get() {
        var operator = desk.operator();
        return new Told()
                .list(
                        "kept_away_from",
                        nodes.list(operator).stream().map(HealthResource::told).toList())
                .list(
                        "last_hour",
                        report.lines(operator, ProviderReport.Span.HOUR).stream()
                                .map(HealthResource::told)
                                .toList())
                .json();
    }

    private static Told told(NodeCircuits.Told one) {
        return new Told()
                .put("node", one.node())
                .id("model_id", one.model())
                .put("trying", one.trying())
                .put("since", one.since())
                .put("until", one.until());
    }

    private static Told told(ProviderReport.Line line) {
        return new Told()
                .id("provider_id", line.provider())
                .id("model_id", line.model())
                .put("attempts", line.attempts())
                .put("failed", line.failed());
    }
}
