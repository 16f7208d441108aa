package org.tenantry.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of the API as a page that people read: every route by its subject, folded, with what it takes and answers;
 * then every form that bodies have. What the document says is in English, whatever the language of the page.
 */
final class DescriptionPage {
    private final Speech speech;
    private final JsonObject document;
    private final DescriptionForms forms;
    private final Markup out = new Markup();

    DescriptionPage(Speech speech, JsonObject document) {
        this.speech = speech;
        this.document = document;
        this.forms = new DescriptionForms(speech, document, out);
    }

    String html() {
        out.raw("<!DOCTYPE html>\n<html lang=\"").text(speech.locale().getLanguage());
        out.raw("\" data-theme=\"system\"><head><meta charset=\"UTF-8\"/>");
        out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>");
        out.text(word("title")).raw("</title><link rel=\"icon\" href=\"data:,\"/>");
        out.raw("<link rel=\"stylesheet\" href=\"/jakarta.faces.resource/tenantry.css.xhtml?ln=css\"/></head><body>");
        out.raw("<header class=\"bar\"><a class=\"brand\" href=\"/\">");
        out.raw(
                "<img src=\"/jakarta.faces.resource/mark.svg.xhtml?ln=img\" alt=\"\" width=\"24\" height=\"24\"/>Tenantry</a>");
        out.raw("<div class=\"bar-end\"><a href=\"?lang=")
                .raw(other())
                .raw("\" lang=\"")
                .raw(other())
                .raw("\">");
        out.text(Locale.forLanguageTag(other()).getDisplayLanguage(Locale.forLanguageTag(other())));
        out.raw("</a></div></header><main class=\"sheet api-docs\"><header class=\"page-header\"><div><h1>");
        out.text(word("title"))
                .raw("</h1><p class=\"lead\">")
                .text(word("lead"))
                .raw("</p></div>");
        out.raw("<div class=\"page-actions\"><a class=\"button\" href=\"").raw(DescriptionServlet.JSON);
        out.raw("\">openapi.json</a><a class=\"button\" href=\"").raw(DescriptionServlet.YAML);
        out.raw("\">openapi.yaml</a></div></header>");
        var subjects = subjects();
        out.raw("<nav class=\"tabs\" aria-label=\"").text(word("subjects")).raw("\">");
        subjects.keySet().forEach(tag -> link(tag, word("tag." + tag)));
        link("forms", word("forms"));
        out.raw("</nav>");
        subjects.forEach((tag, routes) -> {
            section(tag, word("tag." + tag));
            routes.forEach(this::route);
            out.raw("</section>");
        });
        section("forms", word("forms"));
        new TreeMap<>(document.getJsonObject("components").getJsonObject("schemas"))
                .forEach((name, form) -> forms.form(name, form.asJsonObject()));
        return out.raw("</section></main></body></html>\n").toString();
    }

    /** Routes by their first tag, in the order of the document: {@code POST /v1/responses} to what is said of it. */
    private Map<String, Map<String, JsonObject>> subjects() {
        var subjects = new LinkedHashMap<String, Map<String, JsonObject>>();
        document.getJsonObject("paths")
                .forEach((path, methods) -> methods.asJsonObject().forEach((method, said) -> subjects.computeIfAbsent(
                                said.asJsonObject().getJsonArray("tags").getString(0), tag -> new LinkedHashMap<>())
                        .put(method.toUpperCase(Locale.ROOT) + " " + path, said.asJsonObject())));
        return subjects;
    }

    private void link(String id, String name) {
        out.raw("<a href=\"#").text(id).raw("\">").text(name).raw("</a>");
    }

    private void section(String id, String name) {
        out.raw("<section class=\"api-subject\" aria-labelledby=\"")
                .text(id)
                .raw("\"><h2 id=\"")
                .text(id)
                .raw("\">");
        out.text(name).raw("</h2>");
    }

    private void route(String address, JsonObject said) {
        var method = address.substring(0, address.indexOf(' '));
        out.raw("<details class=\"card api-route\" lang=\"en\"><summary><span class=\"tag ");
        out.raw(method.equals("GET") ? "plain" : method.equals("DELETE") ? "bad" : "good")
                .raw("\">")
                .text(method);
        out.raw("</span> <code>")
                .text(address.substring(method.length() + 1))
                .raw("</code> <span class=\"api-summary\">");
        out.text(said.getString("summary")).raw("</span></summary><div class=\"details-body\"><p>");
        out.text(said.getString("description")).raw("</p>");
        if (said.containsKey("parameters")) {
            forms.heading("parameters");
            out.raw("<dl class=\"api-fields\">");
            said.getJsonArray("parameters").forEach(one -> parameter(forms.resolved(one.asJsonObject())));
            out.raw("</dl>");
        }
        if (said.containsKey("requestBody")) {
            forms.heading("body");
            content(said.getJsonObject("requestBody"));
        }
        forms.heading("answers");
        out.raw("<dl class=\"api-answers\">");
        said.getJsonObject("responses")
                .forEach((status, answer) -> answer(status, forms.resolved(answer.asJsonObject())));
        out.raw("</dl></div></details>");
    }

    private void parameter(JsonObject one) {
        forms.field(one.getString("name"), one.getJsonObject("schema"), one.getBoolean("required", false));
        out.raw("<dd>").text(one.getString("description", "")).raw("</dd>");
    }

    private void answer(String status, JsonObject answer) {
        out.raw("<dt><code>").text(status).raw("</code></dt><dd>").text(answer.getString("description"));
        boolean good = status.startsWith("2");
        if (good && answer.containsKey("content")) {
            content(answer);
        }
        if (answer.containsKey("headers")) {
            out.raw("<p class=\"hint\">").text(word("headers")).raw(" <code>");
            out.text(String.join(", ", answer.getJsonObject("headers").keySet()))
                    .raw("</code></p>");
        }
        out.raw("</dd>");
    }

    private void content(JsonObject of) {
        of.getJsonObject("content").forEach((type, said) -> {
            var media = said.asJsonObject();
            out.raw("<p><code>").text(type).raw("</code> ");
            forms.type(media.getJsonObject("schema"));
            if (media.getJsonObject("schema").get("description") instanceof JsonString text) {
                out.raw(" ").text(text.getString());
            }
            out.raw("</p>");
            JsonValue example = media.get("example");
            if (example != null) {
                forms.example(example);
            }
        });
    }

    private String other() {
        return speech.locale().getLanguage().equals("zh") ? "en" : "zh";
    }

    private String word(String key) {
        return speech.of("api.docs." + key);
    }
}
