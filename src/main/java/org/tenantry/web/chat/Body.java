package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;

/** What a script of our pages sent: one JSON object of texts, of a bounded size. */
final class Body {
    /** A message of the longest kind in which every character is escaped. */
    private static final int MOST_BYTES = 1_300_000;

    private final JsonObject json;

    private Body(JsonObject json) {
        this.json = json;
    }

    static Body read(InputStream in) throws IOException {
        var bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refusal(413, "error.413.text");
        }
        try (var reader = Json.createReader(new java.io.ByteArrayInputStream(bytes))) {
            return new Body(reader.readObject());
        } catch (JsonException notAnObject) {
            throw new InvalidInput("error.400.text");
        }
    }

    /** The text of that name, or nothing; anything that is no text makes no sense. */
    Optional<String> text(String name) {
        var value = json.get(name);
        if (value == null || value == jakarta.json.JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        throw new InvalidInput("error.400.text");
    }
}
