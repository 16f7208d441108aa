package org.tenantry.models;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.values.InvalidInput;

/**
 * A request to the operator's own server: JSON whose texts hold places such as {@code {{prompt}}}. The places are filled
 * in the tree that was read, never in its text, so that nothing said in a conversation can change the shape of what is
 * sent. A text that is nothing but a place becomes what stands there, whatever its type; within a longer text only texts
 * and numbers can stand.
 */
public final class Template {
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern SECRET = Pattern.compile(
            "api[-_]?key|password|secret|authorization|credential|(access|auth)[-_]?token|(^|&)(key|token)($|&)");

    private static final int DEEPEST = 32;

    private final JsonObject json;
    private final Set<Place> places;

    /** What can be filled in. */
    public enum Place {
        MODEL,
        MESSAGES,
        PROMPT,
        SYSTEM,
        MAX_TOKENS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String written() {
            return "{{" + code() + "}}";
        }

        private static Place of(String code) {
            return Stream.of(values())
                    .filter(place -> place.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInput("models.refusal.template.place", code, all()));
        }

        private static String all() {
            return Stream.of(values()).map(Place::written).collect(Collectors.joining(", "));
        }
    }

    private Template(JsonObject json) {
        this.json = json;
        this.places = EnumSet.noneOf(Place.class);
        look(json, 1);
    }

    /** Refused unless it is one JSON object with places that are known, and one for the conversation. */
    static Template of(String text) {
        if (!(parsed(text) instanceof JsonObject json)) {
            throw new InvalidInput("models.refusal.template.object");
        }
        var template = new Template(json);
        if (!template.has(Place.MESSAGES) && !template.has(Place.PROMPT)) {
            throw new InvalidInput(
                    "models.refusal.template.conversation", Place.MESSAGES.written(), Place.PROMPT.written());
        }
        return template;
    }

    /** One value and nothing after it. */
    private static JsonValue parsed(String text) {
        try (var parser = PARSERS.createParser(new StringReader(text))) {
            parser.next();
            var value = parser.getValue();
            return parser.hasNext() ? JsonValue.NULL : value;
        } catch (JsonParsingException e) {
            throw new InvalidInput(
                    "models.refusal.template.json",
                    e.getLocation().getLineNumber(),
                    e.getLocation().getColumnNumber(),
                    "\"" + Place.PROMPT.written() + "\"");
        } catch (RuntimeException e) {
            return JsonValue.NULL; // of that very class the parser's own are, where a value is nested too deep
        }
    }

    public boolean has(Place place) {
        return places.contains(place);
    }

    private void look(JsonValue value, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidInput("models.refusal.template.deep", DEEPEST);
        }
        if (value instanceof JsonObject object) {
            object.forEach((name, inner) -> {
                if (name.contains("{{")) {
                    throw new InvalidInput("models.refusal.template.name", name);
                }
                if (holdsSecret(name) && inner instanceof JsonString) {
                    throw new InvalidInput("models.refusal.template.secret", name);
                }
                look(inner, depth + 1);
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(inner -> look(inner, depth + 1));
        } else if (value instanceof JsonString text) {
            look(text.getString());
        }
    }

    /** Whether a member or a parameter of that name holds what must be kept sealed, not in a description. */
    static boolean holdsSecret(String name) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private void look(String text) {
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            var place = Place.of(matcher.group(1));
            if (place == Place.MESSAGES
                    && matcher.group().length() != text.strip().length()) {
                throw new InvalidInput(
                        "models.refusal.template.messages", Place.MESSAGES.written(), Place.PROMPT.written());
            }
            places.add(place);
        }
        if (matcher.replaceAll("").contains("{{")) {
            throw new InvalidInput("models.refusal.template.place", "{{", Place.all());
        }
    }

    /** The request with what stands at each place; a member that would be an empty system text is left out. */
    public JsonObject fill(Map<Place, JsonValue> values) {
        return fill(json, values);
    }

    private static JsonObject fill(JsonObject object, Map<Place, JsonValue> values) {
        var filled = JSON.createObjectBuilder();
        object.forEach((name, inner) -> {
            var value = fill(inner, values);
            if (inner.equals(value) || !isEmpty(value)) {
                filled.add(name, value);
            }
        });
        return filled.build();
    }

    private static boolean isEmpty(JsonValue value) {
        return value instanceof JsonString text && text.getString().isEmpty();
    }

    private static JsonValue fill(JsonValue value, Map<Place, JsonValue> values) {
        if (value instanceof JsonObject object) {
            return fill(object, values);
        }
        if (value instanceof JsonArray array) {
            var filled = JSON.createArrayBuilder();
            array.forEach(inner -> filled.add(fill(inner, values)));
            return filled.build();
        }
        return value instanceof JsonString text ? fill(text, values) : value;
    }

    private static JsonValue fill(JsonString template, Map<Place, JsonValue> values) {
        var text = template.getString();
        var whole = PLACE.matcher(text.strip());
        if (whole.matches()) {
            return values.get(Place.of(whole.group(1)));
        }
        if (!text.contains("{{")) {
            return template;
        }
        return JSON.createValue(PLACE.matcher(text).replaceAll(match -> {
            var value = values.get(Place.of(match.group(1)));
            return Matcher.quoteReplacement(value instanceof JsonString inner ? inner.getString() : value.toString());
        }));
    }
}
