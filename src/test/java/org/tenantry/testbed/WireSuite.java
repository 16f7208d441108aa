package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Requests of a file and the answers they must have, member for member: {@code ===} begins a case with its title, then comes
 * the body, then {@code ---} with the status, and what is answered: one JSON object, or for {@code stream} each event's data
 * on a line of its own. A text {@code "*"} stands for any value.
 */
public record WireSuite(String title, String body, int status, boolean stream, List<String> expected) {
    private static Stream<WireSuite> of(String file) {
        try {
            return Stream.of(("\n" + Bed.text("/api/" + file)).split("\n=== "))
                    .skip(1)
                    .map(WireSuite::read);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static WireSuite read(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        var end = lines.stream()
                .filter(line -> line.startsWith("--- "))
                .findFirst()
                .orElseThrow()
                .split(" ");
        int at = lines.indexOf(String.join(" ", end));
        return new WireSuite(
                lines.get(0),
                String.join("\n", lines.subList(1, at)),
                Integer.parseInt(end[1]),
                end.length > 2,
                lines.subList(at + 1, lines.size()));
    }

    /** Plays all cases of a file and tells of those that went wrong, all together. */
    public static void play(String file, ApiVisitor visitor, String path) {
        var wrong = of(file).flatMap(one -> {
                    try {
                        one.play(visitor, path);
                        return Stream.of();
                    } catch (AssertionError failure) {
                        return Stream.of(one.title() + ": " + failure.getMessage());
                    }
                })
                .toList();
        assertThat(wrong).isEmpty();
    }

    /** Asks and compares. */
    private void play(ApiVisitor visitor, String path) {
        var answer = visitor.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var type = answer.headers().firstValue("content-type").orElse("");
        assertThat(type).startsWith(stream ? "text/event-stream" : "application/json");
        var told = stream ? ApiVisitor.events(answer.body()) : List.of(answer.body());
        assertThat(told).as(answer.body()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i).startsWith("{")) {
                same(value(expected.get(i)), value(told.get(i)), "line " + i);
            } else {
                assertThat(told.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    private static JsonValue value(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    private static void same(JsonValue expected, JsonValue told, String place) {
        if (expected instanceof JsonString any && any.getString().equals("*")) {
            assertThat(told).as(place).isNotNull();
        } else if (expected instanceof JsonObject object && told instanceof JsonObject other) {
            assertThat(other.keySet()).as(place).containsExactlyElementsOf(object.keySet());
            object.forEach((name, value) -> same(value, other.get(name), place + "." + name));
        } else if (expected instanceof JsonArray array && told instanceof JsonArray other) {
            assertThat(other).as(place).hasSameSizeAs(array);
            for (int i = 0; i < array.size(); i++) {
                same(array.get(i), other.get(i), place + "[" + i + "]");
            }
        } else {
            assertThat(told).as(place).isEqualTo(expected);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
