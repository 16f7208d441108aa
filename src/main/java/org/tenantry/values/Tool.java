package org.tenantry.values;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.regex.Pattern;

/**
 * Something that a model may ask to be done: its name (64 letters, digits, {@code _} and {@code -} at most), what it is
 * for, and the JSON Schema of its arguments, which is an object.
 */
public record Tool(String name, String description, String schema) {
    /** Of a call. */
    public static final int MOST = 128;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST = 64 * 1024;

    public Tool {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("values.refusal.toolName");
        }
        if (description.length() > LONGEST || schema.length() > LONGEST || !isObject(schema)) {
            throw new InvalidInput("values.refusal.toolSchema", name, LONGEST);
        }
    }

    /** Which tools a model is to ask for. */
    public record Choice(Kind kind, String name) {
        /** The model decides. */
        public static final Choice AUTO = new Choice(Kind.AUTO, "");

        public static final Choice NONE = new Choice(Kind.NONE, "");

        /** At least one, whichever. */
        public static final Choice ANY = new Choice(Kind.ANY, "");

        public static Choice of(String name) {
            return new Choice(Kind.NAMED, name);
        }

        /** The ways to choose. */
        public enum Kind {
            AUTO,
            NONE,
            ANY,
            NAMED
        }
    }

    /** Whether a text is one JSON object, and nothing after it. */
    static boolean isObject(String json) {
        try (var parser = Json.createParser(new StringReader(json))) {
            boolean object = parser.hasNext() && parser.next() == JsonParser.Event.START_OBJECT;
            while (object && parser.hasNext()) {
                parser.next();
            }
            return object;
        } catch (JsonException | IllegalStateException | NumberFormatException e) {
            return false;
        }
    }
}
