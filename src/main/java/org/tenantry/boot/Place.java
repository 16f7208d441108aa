package org.tenantry.boot;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tenantry.values.Refusal;

/**
 * One object in a provisioning file, named by its JSON pointer. Whatever is wrong is written down and reading goes on,
 * so that all that is wrong is told at once.
 */
final class Place {
    private final JsonObject object;
    private final String pointer;
    private final Report report;

    Place(JsonObject object, String pointer, Report report) {
        this.object = object;
        this.pointer = pointer;
        this.report = report;
    }

    String pointer() {
        return pointer;
    }

    /** Every other field is a mistake: most likely a slip in its name. */
    Place only(String... names) {
        var known = List.of(names);
        object.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> report.problem(at(name), "unknown field; known here: " + String.join(", ", known)));
        return this;
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    String text(String name) {
        return text(name, null);
    }

    /** The text of a field; a null fallback means that it must be there. */
    String text(String name, String fallback) {
        return read(name, ValueType.STRING, "a text", fallback, "", value -> ((JsonString) value).getString());
    }

    boolean flag(String name, boolean fallback) {
        if (has(name) && object.get(name) == JsonValue.FALSE) {
            return false;
        }
        return read(name, ValueType.TRUE, "true or false", fallback, fallback, value -> true);
    }

    /** A whole number; a null fallback means that it must be there. */
    int whole(String name, Integer fallback) {
        return read(name, ValueType.NUMBER, "a whole number", fallback, 1, value -> ((JsonNumber) value)
                .bigDecimalValue()
                .intValueExact());
    }

    /** An exact amount, written as a number or as a text; empty when it is not there. */
    Optional<BigDecimal> amount(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        boolean asText = object.get(name).getValueType() == ValueType.STRING;
        return Optional.of(read(
                name,
                asText ? ValueType.STRING : ValueType.NUMBER,
                "an amount such as 0.15 or \"0.15\"",
                null,
                BigDecimal.ZERO,
                value -> asText
                        ? new BigDecimal(((JsonString) value).getString())
                        : ((JsonNumber) value).bigDecimalValue()));
    }

    /** A text that means something, such as a currency or a time zone; a null fallback means that it must be there. */
    <T> T meaning(String name, String what, T fallback, T instead, Function<String, T> reader) {
        return read(
                name,
                ValueType.STRING,
                what,
                fallback,
                instead,
                value -> reader.apply(((JsonString) value).getString()));
    }

    <E extends Enum<E>> E choice(String name, E fallback, E instead) {
        var type = instead.getDeclaringClass();
        return meaning(
                name,
                "one of " + Arrays.toString(type.getEnumConstants()),
                fallback,
                instead,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** The secret that a field refers to by {@code {"env": "NAME"}}; a secret itself never stands in the file. */
    Optional<String> secret(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        var reference = object(name).map(place -> place.only("env"));
        var variable = reference.map(place -> place.text("env")).filter(text -> !text.isEmpty());
        var value = variable.flatMap(report::variable);
        if (variable.isPresent() && value.isEmpty()) {
            report.problem(at(name) + "/env", "the environment has no variable " + variable.get());
        }
        return value;
    }

    Optional<Place> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonObject inner) {
            return Optional.of(new Place(inner, at(name), report));
        }
        report.problem(at(name), "must be an object");
        return Optional.empty();
    }

    /** An object as it stands, for whoever reads it as a whole. */
    Optional<JsonObject> json(String name) {
        return object(name).map(place -> place.object);
    }

    /** The objects of a list; a field that is not there is an empty list. */
    List<Place> list(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (!(object.get(name) instanceof JsonArray items)) {
            report.problem(at(name), "must be a list");
            return List.of();
        }
        var places = new ArrayList<Place>();
        for (int i = 0; i < items.size(); i++) {
            var there = at(name) + "/" + i;
            if (items.get(i) instanceof JsonObject item) {
                places.add(new Place(item, there, report));
            } else {
                report.problem(there, "must be an object");
            }
        }
        return places;
    }

    /** What the product itself makes of the values; what it refuses is told in its own words. */
    <T> Optional<T> accepted(Supplier<T> maker) {
        int before = report.problems().size();
        try {
            return Optional.of(maker.get());
        } catch (Refusal refusal) {
            if (report.problems().size() == before) {
                report.refused(pointer, refusal);
            }
            return Optional.empty();
        }
    }

    /** All fields of this object as texts: a list is one of lines, an object stands as it is. */
    Map<String, String> texts() {
        return object.keySet().stream().collect(Collectors.toMap(Function.identity(), this::asText));
    }

    private String asText(String name) {
        return switch (object.get(name).getValueType()) {
            case ARRAY -> String.join("\n", texts(name).orElse(Set.of()));
            case OBJECT, TRUE, FALSE -> object.get(name).toString();
            default -> text(name);
        };
    }

    /** The texts of a list, each once; a field that is not there is empty. */
    Optional<Set<String>> texts(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        var texts = new LinkedHashSet<String>();
        if (object.get(name) instanceof JsonArray items
                && !items.isEmpty()
                && items.stream().allMatch(JsonString.class::isInstance)) {
            items.forEach(item -> texts.add(((JsonString) item).getString()));
        } else {
            report.problem(at(name), "must be a list of texts with at least one");
        }
        return Optional.of(texts);
    }

    /** A list, which may be empty, of some of these codes. */
    List<String> codes(String name, List<String> known) {
        if (object.get(name) instanceof JsonArray items) {
            var codes = items.stream()
                    .filter(JsonString.class::isInstance)
                    .map(item -> ((JsonString) item).getString())
                    .filter(known::contains)
                    .toList();
            if (codes.size() == items.size()) {
                return codes;
            }
        }
        report.problem(at(name), "must be a list of some of " + String.join(", ", known));
        return List.of();
    }

    void problem(String name, String what) {
        report.problem(at(name), what);
    }

    private <T> T read(String name, ValueType type, String what, T fallback, T instead, Function<JsonValue, T> reader) {
        if (!has(name)) {
            if (fallback == null) {
                report.problem(at(name), "is missing: " + what);
                return instead;
            }
            return fallback;
        }
        var value = object.get(name);
        try {
            if (value.getValueType() == type) {
                return reader.apply(value);
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unreadable) {
            // told below, with what would be right
        }
        report.problem(at(name), "must be " + what);
        return instead;
    }

    /** The pointer of a field, written as RFC 6901 wants it. */
    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
