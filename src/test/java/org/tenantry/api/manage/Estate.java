package org.tenantry.api.manage;

import static org.tenantry.testbed.Program.json;
import static org.tenantry.testbed.Program.money;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.tenantry.testbed.Contract;
import org.tenantry.testbed.Program;
import org.tenantry.values.Ids;

/** A company with one of everything, made by program; and the ids that stand for the places of the addresses. */
record Estate(
        String tenant, Map<String, String> places, Program admin, Program member, Program reader, Program chatter) {
    static Estate make() {
        var operator = Program.ofOperator();
        var mark = Ids.next().toString();
        var provider = operator.make("/api/v1/providers", json("name", "P " + mark, "kind", "demo", "enabled", false));
        var key = operator.make(
                "/api/v1/providers/" + provider.getString("id") + "/keys",
                json("label", "a", "secret", "secret-" + mark));
        var model = operator.make(
                "/api/v1/models",
                json("provider_id", provider.getString("id"), "name", "m-" + mark, "context_tokens", 1000));
        var plan = operator.make("/api/v1/plans", json("name", "Plan " + mark, "place", 999));
        operator.change("PATCH", "/api/v1/plans/" + plan.getString("id"), json("offered", false));
        var version = operator.make(
                "/api/v1/plans/" + plan.getString("id") + "/versions",
                json("currency", "USD", "summary", "s", "base_fee", "3"));
        var tenant = operator.make("/api/v1/tenants", json("name", "T " + mark, "currency", "USD"))
                .getString("id");
        var of = "/api/v1/tenants/" + tenant;
        var admin = member(operator, of, "a" + mark, "admin");
        member(operator, of, "b" + mark, "admin");
        var member = member(operator, of, "c" + mark, "member");
        operator.make(
                of + "/wallet/credits",
                json("kind", "promo", "amount", money("7", "USD"), "reason", "r"),
                "Idempotency-Key",
                mark);
        var service = operator.make(of + "/service-accounts", json("name", "s")).getString("id");
        var made = operator.make(of + "/api-keys", json("service_account_id", service, "name", "k"));
        var budget = operator.make(of + "/budgets", json("unit", "tokens", "span", "month", "soft_limit", "100"));
        var owner = UUID.fromString(tenant);
        var ofMember = Program.of(owner, UUID.fromString(member), "MANAGE");
        var own = ofMember.make("/api/v1/me/api-keys", json("name", "own"));
        return new Estate(
                tenant,
                Map.ofEntries(
                        Map.entry("provider", provider.getString("id")),
                        Map.entry("providers.key", key.getString("id")),
                        Map.entry("model", model.getString("id")),
                        Map.entry("plan", plan.getString("id")),
                        Map.entry("version", version.getString("id")),
                        Map.entry("tenant", tenant),
                        Map.entry("member", member),
                        Map.entry("account", service),
                        Map.entry("tenants.key", made.getString("id")),
                        Map.entry("me.key", own.getString("id")),
                        Map.entry("budget", budget.getString("id")),
                        Map.entry("invoice", Ids.next().toString())),
                Program.of(owner, UUID.fromString(admin), "MANAGE"),
                ofMember,
                Program.of(owner, UUID.fromString(admin), "MANAGE_READ"),
                Program.of(owner, UUID.fromString(admin), "CHAT"));
    }

    private static String member(Program operator, String of, String name, String role) {
        return operator.make(of + "/members", json("email", name + "@estate.example", "role", role))
                .getString("id");
    }

    /** The address of an operation with this estate's ids, and with what its parameters need. */
    String address(Contract.Operation operation) {
        return address(operation, places);
    }

    String address(Contract.Operation operation, Map<String, String> ids) {
        var path = operation.path();
        var room = path.split("/")[3];
        for (var place : ids.entrySet()) {
            var name = place.getKey().replaceFirst("^" + room + "\\.", "");
            path = path.replace("{" + name + "}", place.getValue());
        }
        path = path.replaceAll("\\{[^}]*}", Ids.next().toString());
        boolean days = path.endsWith("/usage") || path.endsWith("/statement");
        return days ? path + "?from=2026-01-01&to=2026-01-31" : path;
    }

    /** A body that fits the operation, with this estate's ids where it names some. */
    String body(Contract.Operation operation) {
        return operation.body().map(name -> body(operation, name).toString()).orElse("");
    }

    private JsonObject body(Contract.Operation operation, String name) {
        var example = operation
                .said()
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("example");
        var own = new java.util.LinkedHashMap<String, Object>(example);
        own.computeIfPresent("state", (field, state) -> operation.path().endsWith("{tenant}") ? "active" : state);
        own.computeIfPresent("provider_id", (field, id) -> places.get("provider"));
        own.computeIfPresent("version_id", (field, id) -> places.get("version"));
        own.computeIfPresent("service_account_id", (field, id) -> places.get("account"));
        return jakarta.json.Json.createObjectBuilder(own).build();
    }
}
