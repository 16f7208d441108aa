package org.tenantry.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tenantry.calls.Question.Line;
import org.tenantry.calls.Question.Voice;
import org.tenantry.values.Part;
import org.tenantry.values.ToolRequest;

/**
 * Makes a conversation of the instructions and the items that {@code POST /v1/responses} is sent: what an assistant says and
 * asks for in one go is one line, and pictures that a tool gave follow behind the answers of tools.
 */
final class ResponseInput {
    private final List<Line> lines = new ArrayList<>();
    private final List<Part> pictures = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    private ResponseInput() {}

    static List<Line> read(Fields body) {
        var input = new ResponseInput();
        body.text("instructions")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> input.lines.add(new Line(Voice.SYSTEM, text)));
        if (!body.has("input")) {
            throw body.missing("input");
        }
        if (body.value("input") instanceof String text) {
            input.lines.add(new Line(Voice.USER, text));
        } else {
            body.objects("input").forEach(input::item);
        }
        input.showPictures();
        if (input.lines.isEmpty()) {
            throw body.missing("input[0]");
        }
        return input.lines;
    }

    private void item(Fields item) {
        var type = item.text("type").orElse("message");
        if (!type.endsWith("_output")) {
            showPictures();
        }
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> ask(item, item.text("arguments").orElse(""));
            case "custom_tool_call" -> ask(
                    item, ResponseForm.wrapped(item.text("input").orElse("")));
            case "function_call_output", "custom_tool_call_output" -> answer(item);
            case "reasoning" -> {}
            case "item_reference" -> throw ResponseOrder.stateless(item, "type");
            default -> throw item.bad(
                    "type",
                    "message, function_call, function_call_output, custom_tool_call, custom_tool_call_output, reasoning");
        }
    }

    private void message(Fields item) {
        var parts = parts(item, "content");
        switch (item.needText("role")) {
            case "system", "developer" -> lines.add(new Line(Voice.SYSTEM, words(item, parts)));
            case "user" -> lines.add(new Line(Voice.USER, parts));
            case "assistant" -> {
                var said = List.<Part>of(new Part.Text(words(item, parts)));
                var last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
                if (last != null
                        && last.voice() == Voice.ASSISTANT
                        && !last.requests().isEmpty()) {
                    replaceLast(new Line(Voice.ASSISTANT, joined(last.parts(), said), last.requests(), ""));
                } else {
                    lines.add(new Line(Voice.ASSISTANT, said));
                }
            }
            default -> throw item.bad("role", "developer, system, user, assistant");
        }
    }

    private void ask(Fields item, String arguments) {
        var id = item.needText("call_id");
        asked.add(id);
        var request = ToolRequest.of(id, item.needText("name"), arguments);
        var last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last != null && last.voice() == Voice.ASSISTANT) {
            replaceLast(new Line(Voice.ASSISTANT, last.parts(), joined(last.requests(), List.of(request)), ""));
        } else {
            lines.add(new Line(Voice.ASSISTANT, List.of(new Part.Text("")), List.of(request), ""));
        }
    }

    private void answer(Fields item) {
        var id = item.needText("call_id");
        if (!asked.contains(id)) {
            throw item.bad("call_id", "input[].call_id");
        }
        var parts = parts(item, "output");
        pictures.addAll(Part.images(parts));
        lines.add(new Line(Voice.TOOL, List.of(new Part.Text(Part.words(parts))), List.of(), id));
    }

    private void showPictures() {
        if (!pictures.isEmpty()) {
            lines.add(new Line(Voice.USER, pictures));
            pictures.clear();
        }
    }

    private void replaceLast(Line line) {
        lines.set(lines.size() - 1, line);
    }

    private static <T> List<T> joined(List<? extends T> some, List<? extends T> more) {
        var all = new ArrayList<T>(some);
        all.addAll(more);
        return all;
    }

    private static String words(Fields item, List<Part> parts) {
        if (!Part.images(parts).isEmpty()) {
            throw item.bad("content", "input_text, output_text");
        }
        return Part.words(parts);
    }

    private static List<Part> parts(Fields item, String name) {
        if (!item.has(name)) {
            throw item.missing(name);
        }
        if (item.value(name) instanceof String text) {
            return List.of(new Part.Text(text));
        }
        var parts = new ArrayList<Part>();
        for (var part : item.objects(name)) {
            parts.add(
                    switch (part.needText("type")) {
                        case "input_text", "output_text", "text" -> new Part.Text(part.needText("text"));
                        case "refusal" -> new Part.Text(part.needText("refusal"));
                        case "input_image" -> ChatOrder.image(part, "image_url");
                        default -> throw part.bad("type", "input_text, output_text, input_image");
                    });
        }
        return parts;
    }
}
