package org.tenantry.api.manage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.testbed.Contract;

/** Holds openapi.json to the resources, in both directions; what they answer is held to it wherever they are asked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiTest {
    private static final Contract CONTRACT = Contract.OF_THE_API;

    @Test
    void every_route_of_the_management_api_is_described_and_no_other() {
        var described = new TreeSet<String>();
        CONTRACT.management().forEach(one -> described.add(one.toString()));
        assertThat(described).hasSizeGreaterThan(60).isEqualTo(new TreeSet<>(routes().keySet()));
    }

    @Test
    void every_parameter_that_a_resource_reads_is_described_and_no_other() {
        var routes = routes();
        assertThat(CONTRACT.management()).allSatisfy(one -> assertThat(parameters(one))
                .as(one.toString())
                .containsExactlyInAnyOrderElementsOf(names(routes.get(one.toString()))));
    }

    @Test
    void every_example_is_what_its_schema_says() {
        var examples = CONTRACT.objects()
                .filter(one -> one.containsKey("example") && one.containsKey("schema"))
                .toList();
        assertThat(examples).hasSizeGreaterThan(60);
        assertThat(examples).allSatisfy(one -> assertThat(
                        CONTRACT.wrong(Contract.name(one.getJsonObject("schema")), one.get("example")))
                .as(one.getJsonObject("schema").toString())
                .isEmpty());
    }

    @Test
    void an_example_that_is_not_is_found_out() {
        assertThat(CONTRACT.wrong("Money", Contract.object("{\"amount\":\"1\",\"currency\":\"USD\"}")))
                .isEmpty();
        assertThat(CONTRACT.wrong("Money", Contract.object("{\"amount\":1,\"currency\":\"USD\"}")))
                .contains("/amount");
        assertThat(CONTRACT.wrong("Price", Contract.object("{\"id\":\"x\",\"sell\":{\"input\":\"1\"}}")))
                .isNotEmpty();
    }

    @Test
    void everything_that_is_referred_to_is_there_and_everything_there_is_referred_to() {
        var said = new TreeSet<String>();
        CONTRACT.objects()
                .filter(one -> one.get("$ref") instanceof JsonString)
                .forEach(one -> said.add(one.getString("$ref")));
        var there = new TreeSet<String>();
        CONTRACT.document().getJsonObject("components").forEach((kind, parts) -> {
            if (!kind.equals("securitySchemes")) {
                parts.asJsonObject().keySet().forEach(name -> there.add("#/components/" + kind + "/" + name));
            }
        });
        assertThat(said).isEqualTo(there);
        assertThat(CONTRACT.operations().stream()
                        .map(one -> one.said().getString("operationId"))
                        .toList())
                .doesNotHaveDuplicates();
    }

    /** Each method of a resource by its address, such as {@code GET /api/v1/models/{model}}. */
    private static TreeMap<String, Method> routes() {
        var routes = new TreeMap<String, Method>();
        for (var resource : ManagementApi.RESOURCES) {
            var base = "/api/v1/" + resource.getAnnotation(Path.class).value();
            for (var method : resource.getDeclaredMethods()) {
                var below = method.getAnnotation(Path.class);
                verb(method)
                        .ifPresent(verb ->
                                routes.put(verb + " " + base + (below == null ? "" : "/" + below.value()), method));
            }
        }
        return routes;
    }

    private static java.util.Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(one -> one.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static List<String> names(Method method) {
        var headers = Arrays.stream(method.getParameters())
                .map(one -> one.getAnnotation(jakarta.ws.rs.HeaderParam.class))
                .filter(Objects::nonNull)
                .map(jakarta.ws.rs.HeaderParam::value);
        var places = Arrays.stream(method.getParameters())
                .map(one -> one.getAnnotation(jakarta.ws.rs.PathParam.class))
                .filter(Objects::nonNull)
                .map(jakarta.ws.rs.PathParam::value);
        return Stream.of(headers, places, KnownParameters.of(method).stream())
                .flatMap(one -> one)
                .toList();
    }

    private static List<String> parameters(Contract.Operation one) {
        var all = one.said().getJsonArray("parameters");
        return all == null
                ? List.of()
                : all.getValuesAs(jakarta.json.JsonObject.class).stream()
                        .map(said -> said.containsKey("$ref")
                                ? CONTRACT.document()
                                        .getJsonObject("components")
                                        .getJsonObject("parameters")
                                        .getJsonObject(Contract.name(said))
                                : said)
                        .map(said -> said.getString("name"))
                        .toList();
    }
}
