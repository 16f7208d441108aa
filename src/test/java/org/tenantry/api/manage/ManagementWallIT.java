package org.tenantry.api.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Program.json;
import static org.tenantry.testbed.Program.money;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Contract;
import org.tenantry.testbed.Contract.Operation;
import org.tenantry.testbed.Program;
import org.tenantry.values.Ids;

/**
 * Who may do what over the management API, asked of every route that openapi.json names, with every kind of key. Each
 * answer is held to the document too.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManagementWallIT {
    private static final List<Operation> ALL = Contract.OF_THE_API.management();

    @Test
    void every_route_opens_to_those_it_is_described_for_and_to_nobody_else() {
        var own = Estate.make();
        var nobody = new Program("");
        var stranger = new Program("sk-aaaaaaaa_0123456789abcdefghijABCDEFGHIJ0123456789abc");
        for (var one : ALL) {
            var as = one.said().getString("description");
            boolean ofOperators = as.startsWith("For operators");
            boolean ofAdmins = as.startsWith("For the company's admins");
            assertThat(ask(nobody, one, own)).as("nobody " + one).isEqualTo(401);
            assertThat(ask(own.chatter(), one, own)).as("a key for chat " + one).isEqualTo(403);
            if (one.changes()) {
                assertThat(ask(own.reader(), one, own))
                        .as("a key that looks " + one)
                        .isEqualTo(403);
            }
            if (ofOperators || ofAdmins) {
                assertThat(ask(own.member(), one, own)).as("a member " + one).isEqualTo(403);
            } else if (!one.changes()) {
                assertThat(ask(own.member(), one, own)).as("a member " + one).isEqualTo(200);
            }
            if (ofOperators) {
                assertThat(ask(own.admin(), one, own)).as("an admin " + one).isEqualTo(403);
            }
        }
        assertThat(stranger.send("GET", "/api/v1/me", "").statusCode()).isEqualTo(401);
        for (var one : ALL) {
            boolean ofMembers = one.path().startsWith("/api/v1/me/");
            boolean deletes = one.method().equals("DELETE");
            if (!ofMembers && !deletes) {
                assertThat(ask(Program.ofOperator(), one, own))
                        .as("the operator " + one)
                        .isNotIn(401, 403);
            }
            if (one.said().getString("description").startsWith("For the company's admins") && !deletes) {
                assertThat(ask(own.admin(), one, own)).as("an admin " + one).isNotIn(401, 403);
            }
        }
    }

    @Test
    void nothing_of_another_company_is_seen_or_changed() throws SQLException {
        var own = Estate.make();
        var others = Estate.make();
        var before = rows(others.tenant());
        int asked = 0;
        for (var one : ALL) {
            if (!one.path().contains("{tenant}")) {
                continue;
            }
            var as = one.said().getString("description");
            for (var key : List.of(own.admin(), own.member(), own.reader())) {
                int status = key.send(
                                one.method(), others.address(one), others.body(one), "Idempotency-Key", "k" + asked)
                        .statusCode();
                boolean mayNot = key == own.reader() && one.changes() || as.startsWith("For operators");
                assertThat(status).as(one.toString()).isIn(mayNot ? List.of(403, 404) : List.of(404));
                asked++;
            }
            if (one.path().matches(".*\\{tenant}/.*\\{.*")) {
                var mixed = new HashMap<>(others.places());
                mixed.put("tenant", own.tenant());
                assertThat(own.admin()
                                .send(one.method(), own.address(one, mixed), own.body(one))
                                .statusCode())
                        .as("the own company with another's id: " + one)
                        .isEqualTo(404);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(90);
        assertThat(rows(others.tenant())).isEqualTo(before);
        var seen = own.admin().list("/api/v1/tenants");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).asJsonObject().getString("id")).isEqualTo(own.tenant());
    }

    @Test
    void credit_is_given_and_taken_back_once_for_each_key() {
        var own = Estate.make();
        var operator = Program.ofOperator();
        var wallet = "/api/v1/tenants/" + own.tenant() + "/wallet";
        var credit = json("kind", "paid", "amount", money("25.5", "USD"), "reason", "Order 1");
        var first = operator.make(wallet + "/credits", credit, "Idempotency-Key", "order-1");
        var again = operator.make(wallet + "/credits", credit, "Idempotency-Key", "order-1");
        assertThat(again).isEqualTo(first);
        assertThat(free(operator, wallet)).isEqualTo("32.5");

        var other = json("kind", "paid", "amount", money("26", "USD"), "reason", "Order 1");
        assertThat(operator.refused("POST", wallet + "/credits", other, "Idempotency-Key", "order-1"))
                .isEqualTo(422);
        assertThat(operator.refused("POST", wallet + "/credits", credit)).isEqualTo(400);
        assertThat(operator.refused("POST", wallet + "/credits", credit, "Idempotency-Key", "x".repeat(201)))
                .isEqualTo(400);
        var taken = json("kind", "paid", "amount", money("5.5", "USD"), "reason", "Sent twice");
        for (int i = 0; i < 2; i++) {
            operator.send("POST", wallet + "/corrections", taken.toString(), "Idempotency-Key", "back-1");
        }
        assertThat(free(operator, wallet)).isEqualTo("27");
        var wrong = List.of(
                money("0", "USD"),
                money("-1", "USD"),
                money("1", "EUR"),
                money("0.0000000001", "USD"),
                money("999999999999999", "USD"));
        for (var amount : wrong) {
            assertThat(operator.refused(
                            "POST",
                            wallet + "/credits",
                            json("kind", "paid", "amount", amount, "reason", "r"),
                            "Idempotency-Key",
                            Ids.next().toString()))
                    .as(amount.toString())
                    .isEqualTo(400);
        }
        assertThat(free(operator, wallet)).isEqualTo("27");
    }

    @Test
    void lists_come_in_parts_that_make_the_whole() {
        var own = Estate.make();
        var of = "/api/v1/tenants/" + own.tenant() + "/members";
        var whole = own.admin().list(of);
        var parts = new ArrayList<>();
        var after = "";
        do {
            var part = own.admin().get(of + "?limit=2" + (after.isEmpty() ? "" : "&after=" + after));
            parts.addAll(part.getJsonArray("data"));
            after = part.getBoolean("has_more") ? part.getString("next") : "";
        } while (!after.isEmpty());
        assertThat(parts).hasSize(4).isEqualTo(whole);
        for (var wrong : List.of("limit=0", "limit=201", "limit=x", "after=nobody", "Limit=3", "form=1")) {
            assertThat(own.admin().refused("GET", of + "?" + wrong, null))
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_members_own_keys_are_made_rotated_and_revoked() {
        var own = Estate.make();
        var made = own.member().make("/api/v1/me/api-keys", json("name", "laptop", "scopes", scopes("manage")));
        var laptop = new Program(made.getString("secret"));
        assertThat(laptop.get("/api/v1/me").getString("role")).isEqualTo("member");
        var rotated = laptop.change(
                "POST", "/api/v1/me/api-keys/" + made.getString("id") + "/rotations", json("overlap_hours", 0));
        var fresh = new Program(rotated.getString("secret"));
        assertThat(laptop.refused("GET", "/api/v1/me", null)).isEqualTo(401);
        fresh.delete("/api/v1/me/api-keys/" + made.getString("id"));
        assertThat(fresh.refused("GET", "/api/v1/me", null)).isEqualTo(401);
    }

    @Test
    void an_operators_key_opens_until_it_is_revoked_or_over_and_one_that_reads_changes_nothing() {
        var operator = Program.ofOperator();
        var made = operator.make("/api/v1/operator-keys", json("name", "O " + Ids.next(), "reads_only", true));
        var reader = new Program(made.getString("secret"));
        assertThat(reader.get("/api/v1/me").getJsonArray("scopes").getString(0)).isEqualTo("manage_read");
        assertThat(reader.list("/api/v1/operator-keys").toString())
                .contains(made.getString("public_id"))
                .doesNotContain(made.getString("secret"));
        assertThat(reader.refused("POST", "/api/v1/plans", json("name", "x"))).isEqualTo(403);
        operator.delete("/api/v1/operator-keys/" + made.getString("id"));
        assertThat(reader.refused("GET", "/api/v1/me", null)).isEqualTo(401);
        assertThat(operator.refused(
                        "POST", "/api/v1/operator-keys", json("name", "x", "expires_at", "2020-01-01T00:00:00Z")))
                .isEqualTo(400);
    }

    @Test
    void a_key_of_a_company_never_runs_the_deployment_whoever_made_it() throws SQLException {
        var own = Estate.make();
        try (var connection = Bed.database();
                var statement = connection.prepareStatement(
                        "UPDATE person SET operator = 1 WHERE id = (SELECT person_id FROM member WHERE id = ?)")) {
            statement.setString(1, own.places().get("member"));
            statement.executeUpdate();
            var both = Program.of(
                    UUID.fromString(own.tenant()), UUID.fromString(own.places().get("member")), "MANAGE");
            assertThat(both.get("/api/v1/me").getString("role")).isEqualTo("member");
            assertThat(both.refused("GET", "/api/v1/providers", null)).isEqualTo(403);
        } finally {
            try (var connection = Bed.database();
                    var statement = connection.prepareStatement(
                            "UPDATE person SET operator = 0 WHERE email LIKE '%@estate.example'")) {
                statement.executeUpdate();
            }
        }
    }

    private static jakarta.json.JsonArray scopes(String... names) {
        return jakarta.json.Json.createArrayBuilder(List.of(names)).build();
    }

    private static int ask(Program key, Operation one, Estate of) {
        return key.send(
                        one.method(),
                        of.address(one),
                        of.body(one),
                        "Idempotency-Key",
                        Ids.next().toString())
                .statusCode();
    }

    private static String free(Program operator, String wallet) {
        return operator.get(wallet).getJsonObject("free").getString("amount");
    }

    /** All that stands in the database about a company, table by table. */
    private static Map<String, String> rows(String tenant) throws SQLException {
        var found = new TreeMap<String, String>();
        try (var connection = Bed.database();
                var tables = connection.prepareStatement("SELECT c.table_name, GROUP_CONCAT(c.column_name) FROM"
                        + " information_schema.columns c WHERE c.table_schema = DATABASE() AND c.table_name IN"
                        + " (SELECT t.table_name FROM information_schema.columns t WHERE t.table_schema = DATABASE()"
                        + " AND t.column_name = 'tenant_id') AND c.column_name <> 'last_used_at' GROUP BY 1");
                var names = tables.executeQuery()) {
            while (names.next()) {
                try (var statement = connection.prepareStatement("SELECT COUNT(*), COALESCE(SUM(CRC32(CONCAT_WS('|', "
                        + names.getString(2) + "))), 0) FROM " + names.getString(1) + " WHERE tenant_id = ?")) {
                    statement.setString(1, tenant);
                    try (var row = statement.executeQuery()) {
                        row.next();
                        found.put(names.getString(1), row.getString(1) + " " + row.getString(2));
                    }
                }
            }
        }
        return found;
    }
}
