package org.tenantry.gateway;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;
import org.tenantry.values.Tool;

/** Writes a conversation and the manner of its answer as OpenAI's chat completions do, and everybody who took after them. */
final class OpenAiForm {
    private OpenAiForm() {}

    static JsonArrayBuilder messages(Ask ask) {
        var messages = Fields.JSON.createArrayBuilder();
        ask.turns().forEach(turn -> messages.add(message(turn)));
        return messages;
    }

    static String role(Turn turn) {
        return turn.speaker().name().toLowerCase(Locale.ROOT);
    }

    private static JsonObjectBuilder message(Turn turn) {
        var message = Fields.JSON.createObjectBuilder().add("role", role(turn));
        if (turn.speaker() == Turn.Speaker.TOOL) {
            message.add("tool_call_id", turn.answers());
        }
        if (!turn.images().isEmpty()) {
            message.add("content", parts(turn.parts()));
        } else if (turn.text().isEmpty() && !turn.requests().isEmpty()) {
            message.addNull("content");
        } else {
            message.add("content", turn.text());
        }
        if (!turn.requests().isEmpty()) {
            var calls = Fields.JSON.createArrayBuilder();
            for (var request : turn.requests()) {
                calls.add(Fields.JSON
                        .createObjectBuilder()
                        .add("id", request.id())
                        .add("type", "function")
                        .add(
                                "function",
                                Fields.JSON
                                        .createObjectBuilder()
                                        .add("name", request.name())
                                        .add("arguments", request.arguments())));
            }
            message.add("tool_calls", calls);
        }
        return message;
    }

    private static JsonArrayBuilder parts(List<Part> parts) {
        var all = Fields.JSON.createArrayBuilder();
        for (var part : parts) {
            var one = Fields.JSON.createObjectBuilder();
            if (part instanceof Part.Text text) {
                one.add("type", "text").add("text", text.text());
            } else if (part instanceof Part.Image image) {
                one.add("type", "image_url")
                        .add("image_url", Fields.JSON.createObjectBuilder().add("url", image.dataUrl()));
            }
            all.add(one);
        }
        return all;
    }

    /** Tools, form and freedom, each only where something is wished. */
    static void manner(JsonObjectBuilder body, Manner manner) {
        if (!manner.tools().isEmpty()) {
            body.add("tools", tools(manner.tools()));
            choice(body, manner.choice());
            manner.tuning().severalTools().ifPresent(may -> body.add("parallel_tool_calls", may));
        }
        switch (manner.form().kind()) {
            case JSON -> body.add(
                    "response_format", Fields.JSON.createObjectBuilder().add("type", "json_object"));
            case SCHEMA -> body.add(
                    "response_format",
                    Fields.JSON
                            .createObjectBuilder()
                            .add("type", "json_schema")
                            .add(
                                    "json_schema",
                                    Fields.JSON
                                            .createObjectBuilder()
                                            .add("name", manner.form().name())
                                            .add(
                                                    "schema",
                                                    Fields.of(manner.form().schema())
                                                            .json())));
            case TEXT -> {}
        }
        freedom(body, manner);
    }

    /** Temperature, top-p, stops, seed and penalties, which go by the same names in other forms. */
    static void freedom(JsonObjectBuilder body, Manner manner) {
        manner.temperature().ifPresent(value -> body.add("temperature", value));
        manner.topP().ifPresent(value -> body.add("top_p", value));
        if (!manner.stops().isEmpty()) {
            body.add("stop", Fields.JSON.createArrayBuilder(manner.stops()));
        }
        var tuning = manner.tuning();
        tuning.seed().ifPresent(value -> body.add("seed", value));
        tuning.frequencyPenalty().ifPresent(value -> body.add("frequency_penalty", value));
        tuning.presencePenalty().ifPresent(value -> body.add("presence_penalty", value));
    }

    static JsonArrayBuilder tools(List<Tool> tools) {
        var all = Fields.JSON.createArrayBuilder();
        for (var tool : tools) {
            all.add(Fields.JSON
                    .createObjectBuilder()
                    .add("type", "function")
                    .add(
                            "function",
                            Fields.JSON
                                    .createObjectBuilder()
                                    .add("name", tool.name())
                                    .add("description", tool.description())
                                    .add("parameters", Fields.of(tool.schema()).json())));
        }
        return all;
    }

    private static void choice(JsonObjectBuilder body, Tool.Choice choice) {
        switch (choice.kind()) {
            case NONE -> body.add("tool_choice", "none");
            case ANY -> body.add("tool_choice", "required");
            case NAMED -> body.add(
                    "tool_choice",
                    Fields.JSON
                            .createObjectBuilder()
                            .add("type", "function")
                            .add("function", Fields.JSON.createObjectBuilder().add("name", choice.name())));
            case AUTO -> {}
        }
    }
}
