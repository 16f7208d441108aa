package org.tenantry.calls;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;

/** Writes conditions as JSON and reads them back; a field that makes no sense is refused by its name. */
public final class ConditionsText {
    private static final Set<String> FIELDS = Set.of(
            "tokensFrom",
            "tokensTo",
            "code",
            "tools",
            "images",
            "keywords",
            "languages",
            "depthFrom",
            "depthTo",
            "budgetBelow",
            "days",
            "from",
            "to",
            "role");

    private ConditionsText() {}

    public static Conditions read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return read(reader.readObject());
        } catch (JsonException notAnObject) {
            throw unreadable("when");
        }
    }

    public static Conditions read(JsonObject json) {
        json.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw unreadable(name);
                });
        return new Conditions(
                whole(json, "tokensFrom"),
                whole(json, "tokensTo"),
                flag(json, "code"),
                flag(json, "tools"),
                flag(json, "images"),
                texts(json, "keywords", text -> text),
                Set.copyOf(texts(json, "languages", Language::valueOf)),
                whole(json, "depthFrom"),
                whole(json, "depthTo"),
                whole(json, "budgetBelow"),
                Set.copyOf(texts(json, "days", DayOfWeek::valueOf)),
                text(json, "from", LocalTime::parse),
                text(json, "to", LocalTime::parse),
                text(json, "role", Role::valueOf));
    }

    public static String write(Conditions when) {
        var json = Json.createObjectBuilder();
        put(when.tokensFrom(), value -> json.add("tokensFrom", value));
        put(when.tokensTo(), value -> json.add("tokensTo", value));
        put(when.code(), value -> json.add("code", value));
        put(when.tools(), value -> json.add("tools", value));
        put(when.images(), value -> json.add("images", value));
        if (!when.keywords().isEmpty()) {
            json.add("keywords", Json.createArrayBuilder(when.keywords()));
        }
        if (!when.languages().isEmpty()) {
            json.add("languages", Json.createArrayBuilder(names(when.languages())));
        }
        put(when.depthFrom(), value -> json.add("depthFrom", value));
        put(when.depthTo(), value -> json.add("depthTo", value));
        put(when.budgetBelow(), value -> json.add("budgetBelow", value));
        if (!when.days().isEmpty()) {
            json.add("days", Json.createArrayBuilder(names(when.days())));
        }
        put(when.from(), value -> json.add("from", value.toString()));
        put(when.to(), value -> json.add("to", value.toString()));
        put(when.role(), value -> json.add("role", value.name()));
        return json.build().toString();
    }

    private static List<String> names(Set<? extends Enum<?>> set) {
        return set.stream().sorted().map(Enum::name).toList();
    }

    private static <T> void put(T value, java.util.function.Consumer<T> put) {
        if (value != null) {
            put.accept(value);
        }
    }

    private static Integer whole(JsonObject json, String name) {
        var value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException tooLarge) {
                throw unreadable(name);
            }
        }
        throw unreadable(name);
    }

    private static Boolean flag(JsonObject json, String name) {
        var value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw unreadable(name);
    }

    private static <T> T text(JsonObject json, String name, Function<String, T> reading) {
        var value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString text)) {
            throw unreadable(name);
        }
        try {
            return reading.apply(text.getString());
        } catch (IllegalArgumentException | DateTimeException unknown) {
            throw unreadable(name);
        }
    }

    private static <T> List<T> texts(JsonObject json, String name, Function<String, T> reading) {
        var value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return List.of();
        }
        if (value.getValueType() != JsonValue.ValueType.ARRAY) {
            throw unreadable(name);
        }
        try {
            return value.asJsonArray().getValuesAs(JsonValue.class).stream()
                    .map(one -> {
                        if (one instanceof JsonString text) {
                            return reading.apply(text.getString());
                        }
                        throw unreadable(name);
                    })
                    .collect(Collectors.toList());
        } catch (IllegalArgumentException unknown) {
            throw unreadable(name);
        }
    }

    private static InvalidInput unreadable(String name) {
        return new InvalidInput("calls.refusal.rule.unreadable", name);
    }
}
