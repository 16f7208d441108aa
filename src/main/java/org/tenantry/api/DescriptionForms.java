package org.tenantry.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the schemas and examples of a description as people read them: a line for each field, with its type in words. */
final class DescriptionForms {
    private final Speech speech;
    private final JsonObject document;
    private final Markup out;

    DescriptionForms(Speech speech, JsonObject document, Markup out) {
        this.speech = speech;
        this.document = document;
        this.out = out;
    }

    /** What is referred to, or the object itself when it refers to nothing. */
    JsonObject resolved(JsonObject said) {
        if (!said.containsKey("$ref")) {
            return said;
        }
        return document.getValue(said.getString("$ref").substring(1)).asJsonObject();
    }

    void heading(String key) {
        out.raw("<h3 lang=\"")
                .raw(speech.locale().getLanguage())
                .raw("\">")
                .text(speech.of("api.docs." + key))
                .raw("</h3>");
    }

    /** A whole schema, folded. Its id is inside, so that a link to it unfolds it. */
    void form(String name, JsonObject form) {
        out.raw("<details class=\"card api-route\" lang=\"en\"><summary><code>").text(name);
        out.raw("</code></summary><div class=\"details-body\" id=\"").text(name).raw("\">");
        if (form.containsKey("description")) {
            out.raw("<p>").text(form.getString("description")).raw("</p>");
        }
        fields(form);
        out.raw("</div></details>");
    }

    private void fields(JsonObject form) {
        var fields = form.getJsonObject("properties");
        if (fields == null) {
            type(form);
            return;
        }
        var required = required(form);
        out.raw("<dl class=\"api-fields\">");
        fields.forEach((name, said) -> {
            var field = said.asJsonObject();
            field(name, field, required.contains(name));
            out.raw("<dd>").text(field.getString("description", ""));
            var inner = field.containsKey("items") ? field.getJsonObject("items") : field;
            if (inner.containsKey("properties")) {
                fields(inner);
            }
            out.raw("</dd>");
        });
        out.raw("</dl>");
    }

    private static Set<String> required(JsonObject form) {
        var names = new HashSet<String>();
        if (form.containsKey("required")) {
            form.getJsonArray("required").getValuesAs(JsonString::getString).forEach(names::add);
        }
        return names;
    }

    /** Name, type, and whether it must be there. */
    void field(String name, JsonObject schema, boolean required) {
        out.raw("<dt><code>").text(name).raw("</code> ");
        type(schema);
        if (required) {
            out.raw(" <span class=\"tag\" lang=\"")
                    .raw(speech.locale().getLanguage())
                    .raw("\">");
            out.text(speech.of("api.docs.required")).raw("</span>");
        }
        out.raw("</dt>");
    }

    void type(JsonObject schema) {
        if (schema.containsKey("$ref")) {
            var name = schema.getString("$ref").replaceFirst(".*/", "");
            out.raw("<a href=\"#").text(name).raw("\">").text(name).raw("</a>");
            return;
        }
        out.raw("<span class=\"dim\">").text(words(schema)).raw("</span>");
        if (schema.containsKey("items")) {
            out.raw(" ");
            type(schema.getJsonObject("items"));
        }
        for (var several : Set.of("oneOf", "anyOf", "allOf")) {
            if (schema.containsKey(several)) {
                schema.getJsonArray(several).getValuesAs(JsonObject.class).forEach(one -> {
                    type(one);
                    out.raw(" ");
                });
            }
        }
    }

    private static String words(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return plain(schema.get("enum"), " | ");
        }
        if (schema.containsKey("const")) {
            return plain(schema.get("const"), "");
        }
        var words = schema.containsKey("type") ? plain(schema.get("type"), " | ") : "";
        for (var detail : Map.of("format", " %s", "default", " = %s").entrySet()) {
            if (schema.containsKey(detail.getKey())) {
                words += detail.getValue().formatted(plain(schema.get(detail.getKey()), ""));
            }
        }
        return words;
    }

    private static String plain(JsonValue value, String between) {
        if (value instanceof JsonArray several) {
            return several.stream().map(one -> plain(one, "")).collect(Collectors.joining(between));
        }
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    void example(JsonValue example) {
        var text = new StringWriter();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(example);
        }
        out.raw("<pre class=\"raw\" tabindex=\"0\" aria-label=\"").text(speech.of("api.docs.example"));
        out.raw("\"><code>").text(text.toString().strip()).raw("</code></pre>");
    }
}
