package org.tenantry.gateway;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks into a JSON object that may be of any shape: what is missing, null or of another type is simply not there. */
record Fields(JsonObject json) {
    static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonReaderFactory READERS = JSON.createReaderFactory(Map.of());
    static final Fields NONE = new Fields(JsonValue.EMPTY_JSON_OBJECT);

    /** Empty when the text is not one JSON object. */
    static Optional<Fields> read(String text) {
        return value(text).filter(JsonObject.class::isInstance).map(value -> new Fields((JsonObject) value));
    }

    /** Empty when the text is not one JSON value, or is one that is nested without end. */
    static Optional<JsonValue> value(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return Optional.of(reader.readValue());
        } catch (RuntimeException e) {
            return Optional.empty(); // of that very class the parser's own are, where a value is nested too deep
        }
    }

    /** The object that the text is; an empty one if it is none. */
    static Fields of(String text) {
        return read(text).orElse(NONE);
    }

    boolean has(String name) {
        var value = json.get(name);
        return value != null && value != JsonValue.NULL;
    }

    String text(String name) {
        return json.get(name) instanceof JsonString text ? text.getString() : "";
    }

    boolean yes(String name) {
        return json.get(name) == JsonValue.TRUE;
    }

    Optional<Fields> object(String name) {
        return json.get(name) instanceof JsonObject object ? Optional.of(new Fields(object)) : Optional.empty();
    }

    /** The objects of a list. */
    List<Fields> list(String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            return List.of();
        }
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(value -> new Fields((JsonObject) value))
                .toList();
    }

    /** A whole number that fits, negative or not. */
    OptionalLong number(String name) {
        if (!(json.get(name) instanceof JsonNumber number)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(number.bigDecimalValue().longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
