package org.tenantry.gateway;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;
import org.tenantry.values.Tool;

/**
 * Writes a conversation as Anthropic's Messages do: what the system says stands apart, two turns of the same side are one,
 * empty texts are left out, and results of tools are the user's.
 */
final class AnthropicForm {
    /** The least that may be thought. */
    private static final int LEAST_THOUGHT = 1024;

    private static final int MOST_THOUGHT = 16_000;

    /** The models that are told how much they may think; later ones see for themselves. */
    private static final String TOLD = "claude-(3-7|(opus|sonnet|haiku)-4(-0|-1|-5)?(-\\d{8}|-latest)?$|4).*";

    private AnthropicForm() {}

    static JsonObjectBuilder body(Ask ask) {
        var body = Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("max_tokens", ask.mostOutputTokens())
                .add("messages", messages(ask))
                .add("stream", true);
        var system = system(ask);
        if (!system.isEmpty()) {
            body.add("system", system);
        }
        manner(body, ask.manner());
        think(body, ask);
        return body;
    }

    /** This form has no word for JSON: the model is told in words. */
    private static String system(Ask ask) {
        var said = ask.turns().stream()
                .filter(turn -> turn.speaker() == Turn.Speaker.SYSTEM)
                .map(Turn::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.toCollection(ArrayList::new));
        var form = ask.manner().form();
        if (form.kind() != Manner.Form.Kind.TEXT) {
            said.add("Answer with one JSON object and nothing else: no words around it and no code fence."
                    + (form.schema().isEmpty() ? "" : " It must be valid for this JSON Schema: " + form.schema()));
        }
        return String.join("\n\n", said);
    }

    private static JsonArrayBuilder messages(Ask ask) {
        var messages = Fields.JSON.createArrayBuilder();
        var role = "";
        var blocks = new ArrayList<JsonObject>();
        for (var turn : ask.turns()) {
            var said = turn.speaker() == Turn.Speaker.SYSTEM ? List.<JsonObject>of() : blocks(turn);
            if (said.isEmpty()) {
                continue;
            }
            var next = turn.speaker() == Turn.Speaker.ASSISTANT ? "assistant" : "user";
            if (!next.equals(role)) {
                add(messages, role, blocks);
                blocks.clear();
                role = next;
            }
            blocks.addAll(said);
        }
        add(messages, role, blocks);
        return messages;
    }

    private static void add(JsonArrayBuilder messages, String role, List<JsonObject> blocks) {
        if (!blocks.isEmpty()) {
            messages.add(Fields.JSON
                    .createObjectBuilder()
                    .add("role", role)
                    .add("content", Fields.JSON.createArrayBuilder(blocks)));
        }
    }

    private static List<JsonObject> blocks(Turn turn) {
        if (turn.speaker() == Turn.Speaker.TOOL) {
            return List.of(Fields.JSON
                    .createObjectBuilder()
                    .add("type", "tool_result")
                    .add("tool_use_id", turn.answers())
                    .add("content", turn.text())
                    .build());
        }
        var blocks = new ArrayList<JsonObject>();
        for (var part : turn.parts()) {
            if (part instanceof Part.Text text && !text.text().isBlank()) {
                blocks.add(Fields.JSON
                        .createObjectBuilder()
                        .add("type", "text")
                        .add("text", text.text())
                        .build());
            } else if (part instanceof Part.Image image) {
                blocks.add(image(image));
            }
        }
        for (var request : turn.requests()) {
            blocks.add(Fields.JSON
                    .createObjectBuilder()
                    .add("type", "tool_use")
                    .add("id", request.id())
                    .add("name", request.name())
                    .add("input", Fields.of(request.arguments()).json())
                    .build());
        }
        return blocks;
    }

    private static JsonObject image(Part.Image image) {
        var source = Fields.JSON
                .createObjectBuilder()
                .add("type", "base64")
                .add("media_type", image.mediaType())
                .add("data", image.base64());
        return Fields.JSON
                .createObjectBuilder()
                .add("type", "image")
                .add("source", source)
                .build();
    }

    private static void manner(JsonObjectBuilder body, Manner manner) {
        if (!manner.tools().isEmpty()) {
            var tools = Fields.JSON.createArrayBuilder();
            for (var tool : manner.tools()) {
                tools.add(Fields.JSON
                        .createObjectBuilder()
                        .add("name", tool.name())
                        .add("description", tool.description())
                        .add("input_schema", Fields.of(tool.schema()).json()));
            }
            body.add("tools", tools);
            choice(body, manner.choice());
        }
        manner.temperature().ifPresent(value -> body.add("temperature", value));
        manner.topP().ifPresent(value -> body.add("top_p", value));
        if (!manner.stops().isEmpty()) {
            body.add("stop_sequences", Fields.JSON.createArrayBuilder(manner.stops()));
        }
    }

    private static void choice(JsonObjectBuilder body, Tool.Choice choice) {
        var chosen = Fields.JSON.createObjectBuilder();
        switch (choice.kind()) {
            case NONE -> body.add("tool_choice", chosen.add("type", "none"));
            case ANY -> body.add("tool_choice", chosen.add("type", "any"));
            case NAMED -> body.add("tool_choice", chosen.add("type", "tool").add("name", choice.name()));
            case AUTO -> {}
        }
    }

    /**
     * Thinking takes from the answer's tokens, goes with neither tools, whose thoughts would have to be sent back signed,
     * nor a temperature, and is left out where there is hardly room for the answer.
     */
    private static void think(JsonObjectBuilder body, Ask ask) {
        var manner = ask.manner();
        boolean usesTools = !manner.tools().isEmpty()
                || ask.turns().stream().anyMatch(turn -> !turn.requests().isEmpty());
        boolean free = manner.temperature().isPresent() || manner.topP().isPresent();
        if (!ask.thinks() || usesTools || free || ask.mostOutputTokens() < 2 * LEAST_THOUGHT) {
            return;
        }
        var thinking = Fields.JSON.createObjectBuilder();
        if (ask.model().matches(TOLD)) {
            int budget = Math.min(MOST_THOUGHT, ask.mostOutputTokens() / 2);
            thinking.add("type", "enabled").add("budget_tokens", Math.max(LEAST_THOUGHT, budget));
        } else {
            thinking.add("type", "adaptive").add("display", "summarized");
        }
        body.add("thinking", thinking);
    }
}
