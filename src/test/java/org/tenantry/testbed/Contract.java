package org.tenantry.testbed;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What openapi.json promises, and whether an answer keeps it. */
public final class Contract {
    /** The one that is served. */
    public static final Contract OF_THE_API = new Contract();

    private final JsonObject document;
    private final Validator validator;

    private Contract() {
        try {
            document = object(Bed.text("/org/tenantry/api/openapi.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        validator = new ValidatorFactory()
                .withJsonNodeFactory(new JakartaJsonNode.Factory())
                .withDefaultDialect(new Dialects.Draft2020Dialect())
                .createValidator();
        var schemas = document.getJsonObject("components").getJsonObject("schemas");
        schemas.forEach((name, schema) -> validator.registerSchema(
                URI.create("urn:" + name), schema.toString().replace("#/components/schemas/", "urn:")));
    }

    public JsonObject document() {
        return document;
    }

    /** One way to ask: a method and a path with places. */
    public record Operation(String method, String path, JsonObject said) {
        public boolean changes() {
            return !method.equals("GET");
        }

        /** The name of the schema of the body, if there is one. */
        public Optional<String> body() {
            return Optional.ofNullable(said.getJsonObject("requestBody"))
                    .map(body -> name(body.getJsonObject("content")
                            .getJsonObject("application/json")
                            .getJsonObject("schema")));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean fits(String asked, String at) {
            var plain = at.replaceFirst("\\?.*", "");
            return asked.equals(method) && plain.matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
        }
    }

    public List<Operation> operations() {
        return document.getJsonObject("paths").entrySet().stream()
                .flatMap(path -> path.getValue().asJsonObject().entrySet().stream()
                        .map(one -> new Operation(
                                one.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                one.getValue().asJsonObject())))
                .toList();
    }

    /** The operations of the management API. */
    public List<Operation> management() {
        return operations().stream()
                .filter(one -> one.path().startsWith("/api/v1/"))
                .toList();
    }

    public JsonObject schema(String name) {
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    /** What is wrong with a value by the schema of that name; empty when nothing is. */
    public String wrong(String schema, JsonValue value) {
        var result = validator.validate(URI.create("urn:" + schema), value);
        return result.isValid()
                ? ""
                : result.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .collect(Collectors.joining("; "));
    }

    /** What is wrong with an answer; empty when it is one that the document promises. */
    public String wrong(String method, String path, int status, String type, String body) {
        var found = operations().stream().filter(one -> one.fits(method, path)).toList();
        if (found.isEmpty()) {
            return status == 404 || status == 405 ? "" : "no such operation is described";
        }
        // a place fits anything: the path with the most fixed words is the one
        var operation = found.stream()
                .min((a, b) -> Long.compare(places(a.path()), places(b.path())))
                .orElseThrow();
        var responses = operation.said().getJsonObject("responses");
        var said = responses.getJsonObject(String.valueOf(status));
        if (said == null) {
            return operation + " is not said to answer " + status;
        }
        var response = resolved(said);
        if (!response.containsKey("content")) {
            return body.isEmpty() ? "" : operation + " is said to answer nothing";
        }
        var media = response.getJsonObject("content").getJsonObject(type.replaceFirst(";.*", ""));
        if (media == null) {
            return operation + " is not said to answer " + type;
        }
        var schema = media.getJsonObject("schema");
        return schema.containsKey("$ref") ? wrong(name(schema), object(body)) : "";
    }

    private JsonObject resolved(JsonObject said) {
        return said.containsKey("$ref")
                ? document.getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject(name(said))
                : said;
    }

    private static long places(String path) {
        return path.chars().filter(c -> c == '{').count();
    }

    /** Every object of the document, itself too. */
    public Stream<JsonObject> objects() {
        return objects(document);
    }

    private static Stream<JsonObject> objects(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> Stream.concat(
                    Stream.of(value.asJsonObject()),
                    value.asJsonObject().values().stream().flatMap(Contract::objects));
            case ARRAY -> value.asJsonArray().stream().flatMap(Contract::objects);
            default -> Stream.empty();
        };
    }

    /** The last word of what is referred to. */
    public static String name(JsonObject referring) {
        var ref = referring.getString("$ref");
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    public static JsonObject object(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
