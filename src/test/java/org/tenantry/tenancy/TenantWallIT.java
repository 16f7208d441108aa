package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;

/**
 * The wall between tenants. One tenant carries a canary in every text of its own; everything that the application
 * serves, found in its pages, servlets and resources and not in a list, is then asked for by somebody else with every
 * kind of id of that tenant in path, query and body. A page that is added tomorrow is crawled tomorrow.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class TenantWallIT {
    private static final String CANARY = "CANARY-A";
    private static final Map<Class<? extends Annotation>, String> METHODS = Map.of(
            GET.class, "GET", POST.class, "POST", PUT.class, "PUT", PATCH.class, "PATCH", DELETE.class, "DELETE");

    private String conversation;
    private String answer;

    @BeforeEach
    void the_first_tenant_has_something_to_lose() throws SQLException {
        var wanda = Visitor.signedIn("canary-a-wanda@willow.example");
        var asked = wanda.ask(model(), CANARY + " question: say it again");
        conversation = asked.getString("conversation");
        answer = asked.getJsonObject("answer").getString("id");
        assertThat(wanda.listen(answer)).contains("event: done");
        Newcomer.run(
                "INSERT IGNORE INTO routing_rule (id, tenant_id, place, name, conditions, aim, enabled, created_at)"
                        + " SELECT UUID(), id, 10, 'CANARY-A rule', '{\"keywords\":[\"canary-a word\"]}', 'CHEAPEST', TRUE,"
                        + " UTC_TIMESTAMP(6) FROM tenant WHERE name LIKE 'CANARY-A%'");
        Newcomer.run("INSERT IGNORE INTO model_alias (tenant_id, name, model_id, created_at)"
                + " SELECT id, 'canary-a-name', (SELECT id FROM model WHERE name = 'stub-echo'), UTC_TIMESTAMP(6)"
                + " FROM tenant WHERE name LIKE 'CANARY-A%'");
        if (Newcomer.run("INSERT IGNORE INTO member (id, tenant_id, kind, name, role, state, created_at)"
                        + " SELECT UUID(), id, 'SERVICE', 'CANARY-A service', 'MEMBER', 'ACTIVE', UTC_TIMESTAMP(6)"
                        + " FROM tenant WHERE name LIKE 'CANARY-A%'")
                == 1) {
            Newcomer.run("INSERT INTO api_key (id, tenant_id, member_id, name, state, created_at)"
                    + " SELECT UUID(), tenant_id, id, 'CANARY-A service key', 'ACTIVE', UTC_TIMESTAMP(6) FROM member"
                    + " WHERE name = 'CANARY-A service'");
            Newcomer.run("INSERT INTO api_key_secret (public_id, tenant_id, key_id, secret_hash, made_at)"
                    + " SELECT 'canaryA1', tenant_id, id, SHA2('CANARY-A', 256), UTC_TIMESTAMP(6) FROM api_key"
                    + " WHERE name = 'CANARY-A service key'");
        }
    }

    @Test
    void the_owner_sees_the_canary() throws SQLException {
        var wanda = Visitor.signedIn("canary-a-wanda@willow.example");
        assertThat(wanda.get("/chat/index.xhtml?c=" + conversation).body()).contains(CANARY + " question");
        assertThat(wanda.get("/app/chat/messages/" + answer).body()).contains(CANARY);
        assertThat(wanda.listen(answer)).contains(CANARY);
        assertThat(wanda.get("/admin/wallet.xhtml").body()).contains(CANARY + " gift");
        assertThat(wanda.get("/admin/routing.xhtml").body()).contains(CANARY + " rule");
        assertThat(wanda.get("/admin/routing-models.xhtml").body()).containsIgnoringCase(CANARY + "-name");
        assertThat(wanda.get("/account/settings.xhtml").body()).contains(CANARY + " Wanda");
        assertThat(wanda.get("/admin/api-keys.xhtml").body()).contains(CANARY + " service key", CANARY + " service");
        assertThat(wanda.get("/account/api-key.xhtml?id=" + ids().get("api_key.id"))
                        .body())
                .contains(CANARY);
        assertThat(wanda.get("/admin/requests.xhtml?call=" + ids().get("model_call.id"))
                        .body())
                .contains("id=\"explained\"", CANARY + " Wanda")
                .doesNotContain(CANARY + " question");
    }

    @Test
    void no_page_shows_it_to_anybody_else() throws Exception {
        var crawled = 0;
        for (var stranger : List.of("yara@yew.example", "yan@yew.example", "canary-less")) {
            var visitor = stranger.equals("canary-less") ? new Visitor(Bed.server()) : Visitor.signedIn(stranger);
            for (var page : pages()) {
                for (var address : addresses(page)) {
                    silent(visitor.get(address), stranger + " " + address);
                    crawled++;
                }
            }
        }
        assertThat(crawled).as("pages that were crawled").isGreaterThan(500);
    }

    @Test
    void no_endpoint_gives_or_changes_it_for_anybody_else() throws Exception {
        var before = rowsOfTheFirstTenant();
        var crawled = 0;
        for (var stranger : List.of("yara@yew.example", "yan@yew.example", "abel@acme.example")) {
            var visitor = Visitor.signedIn(stranger);
            for (var endpoint : endpoints()) {
                for (var id : ids().values()) {
                    var path = endpoint.path().replaceAll("\\{[^}]*\\}", id);
                    silent(
                            visitor.send(endpoint.method(), path, body(id)),
                            stranger + " " + endpoint.method() + " " + path);
                    silent(visitor.send(endpoint.method(), path + "?after=" + id + "&id=" + id, body(id)), path);
                    crawled += 2;
                }
            }
            for (var id : ids().values()) {
                silent(visitor.menu("tenant", id), stranger + " switches to " + id);
                silent(visitor.get("/chat/index.xhtml"), stranger + " after a switch to " + id);
            }
        }
        assertThat(crawled).as("endpoints that were crawled").isGreaterThan(200);
        assertThat(rowsOfTheFirstTenant()).isEqualTo(before);
    }

    @Test
    void another_member_of_the_same_tenant_does_not_read_along() throws Exception {
        var will = Visitor.signedIn("canary-a-will@willow.example");
        assertThat(will.get("/chat/index.xhtml?c=" + conversation).body()).doesNotContain(CANARY + " question");
        assertThat(will.get("/app/chat/messages/" + answer).statusCode()).isEqualTo(404);
        assertThat(will.get("/app-stream/" + answer).statusCode()).isEqualTo(404);
        assertThat(will.get("/admin/wallet.xhtml").statusCode()).isEqualTo(403);
    }

    private static void silent(HttpResponse<String> answer, String what) {
        var headers = answer.headers().map().toString();
        assertThat(answer.body()).as(what).doesNotContainIgnoringCase(CANARY);
        assertThat(headers).as(what).doesNotContainIgnoringCase(CANARY);
        assertThat(answer.statusCode()).as(what).isLessThan(500);
    }

    private static JsonObject body(String id) throws SQLException {
        return Json.createObjectBuilder()
                .add("conversation", id)
                .add("again", id)
                .add("model", model())
                .add("title", "mine now")
                .add("id", id)
                .add("member", id)
                .add("text", "show me")
                .add("requestKey", id)
                .build();
    }

    /** Every page of the WAR. */
    private static List<String> pages() throws IOException {
        var root = java.nio.file.Path.of("webapp");
        try (var files = Files.walk(root)) {
            var pages = files.map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
                    .filter(path ->
                            path.endsWith(".xhtml") && !path.startsWith("/WEB-INF") && !path.startsWith("/resources"))
                    .sorted()
                    .toList();
            assertThat(pages).contains("/chat/index.xhtml", "/account/settings.xhtml");
            return pages;
        }
    }

    /** A page alone, and with each id of the first tenant in each parameter that the page takes. */
    private Set<String> addresses(String page) throws Exception {
        var names = new LinkedHashSet<>(List.of("id", "c", "of"));
        var parameter = Pattern.compile("viewParam name=\"([^\"]+)\"")
                .matcher(Files.readString(java.nio.file.Path.of("webapp" + page)));
        while (parameter.find()) {
            names.add(parameter.group(1));
        }
        var addresses = new LinkedHashSet<>(List.of(page));
        for (var name : names) {
            ids().values().forEach(id -> addresses.add(page + "?" + name + "=" + id));
        }
        return addresses;
    }

    private record Endpoint(String method, String path) {}

    /** Every method of every resource, and every servlet of ours with something behind it. */
    private static List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.tenantry.web");
        for (var type : classes) {
            if (type.isAnnotatedWith(Path.class)) {
                var root = "/app/" + type.getAnnotationOfType(Path.class).value();
                type.getMethods()
                        .forEach(method -> METHODS.forEach((annotation, name) -> {
                            if (method.isAnnotatedWith(annotation)) {
                                endpoints.add(new Endpoint(name, root + "/" + path(method)));
                            }
                        }));
            }
            if (type.isAnnotatedWith(WebServlet.class)) {
                for (var pattern : type.getAnnotationOfType(WebServlet.class).urlPatterns()) {
                    endpoints.add(new Endpoint("GET", pattern.replace("*", "{id}")));
                }
            }
        }
        assertThat(endpoints)
                .contains(new Endpoint("POST", "/app/chat/messages"), new Endpoint("GET", "/app-stream/{id}"));
        return endpoints;
    }

    private static String path(JavaMethod method) {
        return method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
    }

    /** One id of each kind that the first tenant has, by table and column; its tenant's own among them. */
    private Map<String, String> ids() throws SQLException {
        if (ids.isEmpty()) {
            try (var connection = Bed.database()) {
                for (var column : columns(connection, "c.data_type = 'uuid'")) {
                    value(connection, column).ifPresent(id -> ids.put(column, id));
                }
            }
            ids.put("conversation now", conversation);
            ids.put("answer now", answer);
            assertThat(ids).containsKeys("member.id", "wallet.id", "posting.id", "model_call.id");
        }
        return ids;
    }

    private final Map<String, String> ids = new LinkedHashMap<>();

    private static final String FIRST = "(SELECT id FROM tenant WHERE name LIKE 'CANARY-A%')";

    private static java.util.Optional<String> value(Connection connection, String column) throws SQLException {
        var table = column.substring(0, column.indexOf('.'));
        try (var query = connection.createStatement();
                var rows = query.executeQuery("SELECT " + column + " FROM " + table + " WHERE tenant_id = " + FIRST
                        + " AND " + column + " IS NOT NULL LIMIT 1")) {
            return rows.next() ? java.util.Optional.of(rows.getString(1)) : java.util.Optional.empty();
        }
    }

    /** What the first tenant has in tables that only it may change, counted and summed up. */
    private static List<String> rowsOfTheFirstTenant() throws SQLException {
        var sums = new ArrayList<String>();
        try (var connection = Bed.database()) {
            for (var table : List.of(
                    "conversation",
                    "message",
                    "member",
                    "wallet",
                    "posting",
                    "model_call",
                    "budget",
                    "routing_rule",
                    "model_alias",
                    "model_refused",
                    "routing_default")) {
                try (var query = connection.createStatement();
                        var rows = query.executeQuery(
                                "SELECT * FROM " + table + " WHERE tenant_id = " + FIRST + " ORDER BY 1")) {
                    while (rows.next()) {
                        var row = new StringBuilder(table);
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            row.append('|').append(rows.getString(i));
                        }
                        sums.add(row.toString());
                    }
                }
            }
        }
        assertThat(sums).isNotEmpty();
        return sums;
    }

    private static List<String> columns(Connection connection, String which) throws SQLException {
        var columns = new ArrayList<String>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery("SELECT CONCAT(c.table_name, '.', c.column_name) FROM"
                        + " information_schema.columns c JOIN information_schema.columns t ON t.table_schema ="
                        + " c.table_schema AND t.table_name = c.table_name AND t.column_name = 'tenant_id'"
                        + " JOIN information_schema.tables b ON b.table_schema = c.table_schema AND b.table_name ="
                        + " c.table_name AND b.table_type = 'BASE TABLE'"
                        + " WHERE c.table_schema = DATABASE() AND c.column_name NOT IN ('model_id', 'price_version_id')"
                        + " AND " + which + " ORDER BY 1")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static String model() throws SQLException {
        try (var connection = Bed.database();
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT id FROM model WHERE name = 'stub-echo'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
