package org.tenantry.api.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Program.json;
import static org.tenantry.testbed.Program.money;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Contract;
import org.tenantry.testbed.Contract.Operation;
import org.tenantry.testbed.Program;
import org.tenantry.values.Ids;

/**
 * Sends every route of the management API what no client in its senses sends. Nothing breaks, and each refusal has the form
 * that openapi.json promises: {@link Program} holds every answer to it.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManagementHostileIT {
    private static final List<Operation> TAKING = Contract.OF_THE_API.management().stream()
            .filter(one -> one.body().isPresent())
            .toList();

    /** No body of this kind is an object that a route could take. */
    private static final Map<String, byte[]> BODIES = Map.ofEntries(
            body("null", "null"),
            body("a list", "[]"),
            body("a text", "\"{}\""),
            body("a number", "-0"),
            body("cut", "{\"name\":\"x\""),
            body("cut in an escape", "{\"name\":\"\\u00"),
            body("no value", "{\"name\":}"),
            body("a comma too many", "{\"name\":\"x\",}"),
            body("two objects", "{}{}"),
            body("a comment", "/**/{}"),
            body("a byte order mark", "\uFEFF{}"),
            body("twice", "{\"name\":\"x\",\"name\":\"x\"}"),
            body("unknown", "{\"__proto__\":{\"admin\":true}}"),
            body("unknown and long", "{\"" + "x".repeat(100_000) + "\":1}"),
            body("half a pair", "{\"name\":\"\\ud800\"}"),
            body("deep", "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
            body("a long number", "{\"name\":" + "9".repeat(100_000) + "}"),
            body("large", "{\"name\":\"" + "x".repeat(1_000_000) + "\"}"),
            Map.entry("not UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}),
            Map.entry("UTF-16", "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16)));

    /** What a field of a body that is right otherwise is replaced by. */
    private static final List<JsonValue> VALUES = List.of(
            JsonValue.TRUE,
            JsonValue.EMPTY_JSON_ARRAY,
            JsonValue.EMPTY_JSON_OBJECT,
            Json.createArrayBuilder(List.of("\u0000", "", "x".repeat(300))).build(),
            Json.createArrayBuilder().addNull().add(7).build(),
            json("amount", "-1e9", "currency", "XXX"),
            json("input", "-1", "output", "0.0000000001", "settings", "x"),
            Json.createValue(-1),
            Json.createValue(Integer.MAX_VALUE),
            Json.createValue(new java.math.BigDecimal("1e300")),
            Json.createValue(new java.math.BigDecimal("0.1")),
            Json.createValue(""),
            Json.createValue(" \t\n\u200b"),
            Json.createValue("\u0000"),
            Json.createValue(
                    "\u202e<script>alert(1)</script>'; DROP TABLE tenant; -- ${jndi:ldap://x} %00 \ud83d\ude00"),
            Json.createValue("-1"),
            Json.createValue("99999999999999999999999999"),
            Json.createValue("9999-12-31T23:59:60+18:00"),
            Json.createValue("http://169.254.169.254/latest"),
            Json.createValue("x".repeat(100_001)));

    private static final List<String> PLACES =
            List.of("0", "%27%20OR%201%3D1", "%F0%9F%98%80", "00000000-0000-0000-0000-000000000000", "x".repeat(3000));

    private static Estate estate;

    @BeforeAll
    static void build() {
        estate = Estate.make();
    }

    @Test
    void no_body_that_is_not_an_object_of_known_fields_is_taken() {
        assertThat(TAKING).hasSizeGreaterThan(25);
        for (var one : TAKING) {
            BODIES.forEach((kind, body) -> assertThat(program(one)
                            .send(one.method(), estate.address(one), body, key())
                            .statusCode())
                    .as(one + " " + kind)
                    .isIn(400, 413));
            assertThat(program(one)
                            .send(one.method(), estate.address(one), "name=x", "Content-Type", "text/plain")
                            .statusCode())
                    .as(one + " in another form")
                    .isIn(400, 415);
        }
    }

    @Test
    void no_value_of_any_field_breaks_anything() {
        int refused = 0;
        int asked = 0;
        for (var one : TAKING) {
            var whole = Contract.object(estate.body(one));
            var fields = new HashSet<>(whole.keySet());
            fields.addAll(Contract.OF_THE_API
                    .schema(one.body().orElseThrow())
                    .getJsonObject("properties")
                    .keySet());
            for (var field : fields) {
                for (var value : VALUES) {
                    var body = Json.createObjectBuilder(whole).add(field, value).build();
                    int status = program(one)
                            .send(one.method(), estate.address(one), body.toString(), key())
                            .statusCode();
                    assertThat(status)
                            .as(one + " " + field + " " + shown(value))
                            .isLessThan(500)
                            .isNotEqualTo(429);
                    asked++;
                    refused += status >= 400 ? 1 : 0;
                }
            }
        }
        assertThat(asked).isGreaterThan(1500);
        assertThat(refused * 10).isGreaterThan(asked * 8);
    }

    @Test
    void no_id_in_an_address_breaks_anything() {
        for (var one : Contract.OF_THE_API.management()) {
            for (var place : PLACES) {
                var path = one.path()
                        .replaceFirst("\\{[^}]*}", place)
                        .replaceAll("\\{[^}]*}", Ids.next().toString());
                if (!path.equals(one.path())) {
                    assertThat(program(one)
                                    .send(one.method(), path, estate.body(one), key())
                                    .statusCode())
                            .as(one + " " + place)
                            .isIn(400, 404);
                }
            }
        }
    }

    @Test
    void credit_that_is_sent_many_times_at_once_is_given_once() throws Exception {
        var operator = Program.ofOperator();
        var wallet = "/api/v1/tenants/" + estate.tenant() + "/wallet";
        var before = free(operator, wallet);
        var credit = json("kind", "paid", "amount", money("11", "USD"), "reason", "Order 9");
        var told = new HashSet<String>();
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> sending = () -> operator.make(wallet + "/credits", credit, "Idempotency-Key", "order-9")
                    .toString();
            for (var answer : threads.invokeAll(
                    IntStream.range(0, 16).mapToObj(i -> sending).toList())) {
                told.add(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).hasSize(1);
        assertThat(free(operator, wallet) - before).isEqualTo(11);
    }

    private static long free(Program operator, String wallet) {
        var free = operator.get(wallet).getJsonObject("free").getString("amount");
        return new java.math.BigDecimal(free)
                .setScale(0, java.math.RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    /** Whoever may: what is a member's own is asked by one. */
    private static Program program(Operation one) {
        return one.path().startsWith("/api/v1/me/") ? estate.member() : Program.ofOperator();
    }

    private static String[] key() {
        return new String[] {"Idempotency-Key", Ids.next().toString()};
    }

    private static String shown(JsonValue value) {
        var text = value.toString();
        return text.substring(0, Math.min(60, text.length()));
    }

    private static Map.Entry<String, byte[]> body(String kind, String text) {
        return Map.entry(kind, text.getBytes(StandardCharsets.UTF_8));
    }
}
