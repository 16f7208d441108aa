package org.tenantry.models;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * How many tokens a prompt is. {@code exact}: it is what the provider counts, as far as the provider says how it counts;
 * otherwise some part of it was estimated.
 */
public record PromptCount(long tokens, boolean exact) {
    /** What frames each message, beside its role. */
    static final int PER_MESSAGE = 3;

    private static final int PER_NAME = 1;

    /** What makes the model answer. */
    static final int PRIMING = 3;

    private static final int TOOLS_END = 12;
    private static final int PROPERTIES = 3;
    private static final int PROPERTY = 3;
    private static final int ENUM = -3;
    private static final int ENUM_ITEM = 3;

    /** Below this depth a schema says nothing that is counted: no schema of use is deeper. */
    private static final int DEEPEST = 20;

    private static final Set<String> PLAIN = Set.of("type", "description", "enum");

    static PromptCount of(String tokenizer, Prompt prompt) {
        ToLongFunction<String> count = text -> Tokenizers.text(tokenizer, text);
        long tokens = PRIMING;
        boolean exact = Tokenizers.exact(tokenizer);
        for (var message : prompt.messages()) {
            tokens += PER_MESSAGE + count.applyAsLong(message.role()) + count.applyAsLong(message.text());
            if (!message.name().isEmpty()) {
                tokens += PER_NAME + count.applyAsLong(message.name());
            }
            for (var image : message.images()) {
                var one = ImageRule.of(prompt.model()).count(image);
                tokens += one.tokens();
                exact &= one.exact();
            }
        }
        if (!prompt.tools().isEmpty()) {
            int begin = Tokenizer.CL100K.code().equals(tokenizer) ? 10 : 7;
            tokens += TOOLS_END;
            for (var tool : prompt.tools()) {
                tokens += begin + tool(tool, count);
                exact &= isFlat(object(tool.parameters(), "properties"));
            }
        }
        return new PromptCount(tokens, exact);
    }

    private static long tool(Prompt.Tool tool, ToLongFunction<String> count) {
        return count.applyAsLong(tool.name() + ":" + withoutDot(tool.description()))
                + properties(object(tool.parameters(), "properties"), count, 0);
    }

    /** How providers count what is nested or referred to is not published. */
    private static boolean isFlat(JsonObject properties) {
        return properties.values().stream()
                .allMatch(schema -> schema instanceof JsonObject is
                        && PLAIN.containsAll(is.keySet())
                        && is.get("type") instanceof JsonString);
    }

    private static long properties(JsonObject properties, ToLongFunction<String> count, int depth) {
        if (properties.isEmpty() || depth > DEEPEST) {
            return 0;
        }
        long tokens = PROPERTIES;
        for (var property : properties.entrySet()) {
            var schema = property.getValue() instanceof JsonObject is ? is : JsonValue.EMPTY_JSON_OBJECT;
            tokens += PROPERTY
                    + count.applyAsLong(property.getKey() + ":" + text(schema, "type") + ":"
                            + withoutDot(text(schema, "description")))
                    + choices(schema, count)
                    + properties(object(schema, "properties"), count, depth + 1)
                    + properties(object(object(schema, "items"), "properties"), count, depth + 1);
        }
        return tokens;
    }

    private static long choices(JsonObject schema, ToLongFunction<String> count) {
        if (!(schema.get("enum") instanceof JsonArray choices)) {
            return 0;
        }
        return ENUM
                + choices.stream()
                        .mapToLong(choice -> ENUM_ITEM + count.applyAsLong(said(choice)))
                        .sum();
    }

    private static JsonObject object(JsonObject of, String name) {
        return of != null && of.get(name) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String text(JsonObject of, String name) {
        return said(of.getOrDefault(name, Json.createValue("")));
    }

    private static String said(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static String withoutDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
