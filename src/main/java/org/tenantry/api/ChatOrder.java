package org.tenantry.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tenantry.calls.Question.Line;
import org.tenantry.calls.Question.Voice;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

/**
 * Reads what {@code POST /v1/chat/completions} is sent. Members that are not known are passed over; what would make another
 * answer than was asked for is refused.
 */
final class ChatOrder {
    private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";
    private static final int DECIMALS = 6;

    private ChatOrder() {}

    static Order read(Fields body) {
        var model = body.needText("model");
        refuse(body);
        var lines = lines(body);
        boolean stream = body.yes("stream");
        boolean usage = body.object("stream_options")
                .map(options -> options.yes("include_usage"))
                .orElse(false);
        return new Order(model, lines, mostTokens(body), manner(body), stream, usage);
    }

    private static void refuse(Fields body) {
        if (body.whole("n", 1, 128).orElse(1L) != 1) {
            throw unsupported(body, "n", "1");
        }
        if (body.yes("logprobs")) {
            throw unsupported(body, "logprobs", "false");
        }
        if (body.list("modalities").orElse(List.of()).contains("audio") || body.has("audio")) {
            throw unsupported(body, "modalities", "[\"text\"]");
        }
        for (var old : List.of("functions", "function_call")) {
            if (body.has(old)) {
                throw unsupported(body, old, "tools, tool_choice");
            }
        }
    }

    static BadField unsupported(Fields in, String name, String instead) {
        return new BadField(in.path() + name, "api.refusal.unsupported", in.path() + name, instead);
    }

    private static int mostTokens(Fields body) {
        return body.whole("max_completion_tokens", 1, Integer.MAX_VALUE)
                .or(() -> body.whole("max_tokens", 1, Integer.MAX_VALUE))
                .orElse(0L)
                .intValue();
    }

    private static List<Line> lines(Fields body) {
        if (!body.has("messages")) {
            throw body.missing("messages");
        }
        var lines = new ArrayList<Line>();
        var asked = new HashSet<String>();
        for (var message : body.objects("messages")) {
            lines.add(line(message, asked));
        }
        if (lines.isEmpty()) {
            throw body.missing("messages[0]");
        }
        return lines;
    }

    private static Line line(Fields message, Set<String> asked) {
        return switch (message.needText("role")) {
            case "system", "developer" -> new Line(Voice.SYSTEM, words(message));
            case "user" -> new Line(Voice.USER, parts(message));
            case "assistant" -> assistant(message, asked);
            case "tool" -> {
                var id = message.needText("tool_call_id");
                if (!asked.contains(id)) {
                    throw message.bad("tool_call_id", "tool_calls[].id");
                }
                yield new Line(Voice.TOOL, List.of(new Part.Text(words(message))), List.of(), id);
            }
            default -> throw message.bad("role", "developer, system, user, assistant, tool");
        };
    }

    private static Line assistant(Fields message, Set<String> asked) {
        var requests = new ArrayList<ToolRequest>();
        for (var call : message.objects("tool_calls")) {
            if (!call.text("type").orElse("function").equals("function")) {
                throw call.bad("type", "function");
            }
            var function = call.object("function").orElseThrow(() -> call.missing("function"));
            var id = call.needText("id");
            asked.add(id);
            requests.add(ToolRequest.of(
                    id, function.needText("name"), function.text("arguments").orElse("")));
        }
        var said = message.has("content")
                ? words(message)
                : message.text("refusal").orElse("");
        if (said.isEmpty() && requests.isEmpty() && !message.has("content")) {
            throw message.missing("content");
        }
        return new Line(Voice.ASSISTANT, List.of(new Part.Text(said)), requests, "");
    }

    /** Text, or the texts of a list of parts. */
    private static String words(Fields message) {
        if (message.value("content") instanceof String text) {
            return text;
        }
        var parts = parts(message);
        if (!Part.images(parts).isEmpty()) {
            throw message.bad("content", "text");
        }
        return Part.words(parts);
    }

    private static List<Part> parts(Fields message) {
        if (!message.has("content")) {
            throw message.missing("content");
        }
        if (message.value("content") instanceof String text) {
            return List.of(new Part.Text(text));
        }
        var parts = new ArrayList<Part>();
        for (var part : message.objects("content")) {
            parts.add(part(part));
        }
        if (parts.isEmpty()) {
            throw message.missing("content[0]");
        }
        return parts;
    }

    private static Part part(Fields part) {
        return switch (part.needText("type")) {
            case "text" -> new Part.Text(part.needText("text"));
            case "refusal" -> new Part.Text(part.needText("refusal"));
            case "image_url" -> {
                var image = part.object("image_url").orElseThrow(() -> part.missing("image_url"));
                yield image(image, "url");
            }
            default -> throw part.bad("type", "text, image_url");
        };
    }

    /** A picture that is all there; none is ever fetched. */
    static Part.Image image(Fields in, String name) {
        var url = in.needText(name);
        try {
            return Part.Image.of(url);
        } catch (InvalidInput unfit) {
            throw new BadField(in.path() + name, unfit.key(), unfit.arguments().toArray());
        }
    }

    private static Manner manner(Fields body) {
        var tools = new ArrayList<Tool>();
        for (var tool : body.objects("tools")) {
            if (!tool.needText("type").equals("function")) {
                throw tool.bad("type", "function");
            }
            var function = tool.object("function").orElseThrow(() -> tool.missing("function"));
            tools.add(tool(function));
        }
        return new Manner(
                tools,
                tools.isEmpty() ? Tool.Choice.AUTO : choice(body, "function"),
                body.object("response_format").map(ChatOrder::form).orElse(Manner.Form.TEXT),
                fine(body, "temperature"),
                fine(body, "top_p"),
                stops(body),
                new Manner.Tuning(
                        body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                        fine(body, "frequency_penalty"),
                        fine(body, "presence_penalty"),
                        body.has("parallel_tool_calls")
                                ? Optional.of(body.yes("parallel_tool_calls"))
                                : Optional.empty(),
                        body.text("reasoning_effort").flatMap(ChatOrder::effort)));
    }

    /** Name, description and parameters of a function. */
    static Tool tool(Fields function) {
        return new Tool(
                function.needText("name"),
                function.text("description").orElse(""),
                function.object("parameters").map(Fields::json).orElse(NO_PARAMETERS));
    }

    /** {@code inside}: where the name of the chosen function stands, empty for right in the choice. */
    static Tool.Choice choice(Fields body, String inside) {
        if (body.value("tool_choice") instanceof Fields chosen) {
            var at = chosen.at("tool_choice.");
            if (!at.text("type").orElse("").equals("function")) {
                throw at.bad("type", "function");
            }
            var named = inside.isEmpty() ? at : at.object(inside).orElseThrow(() -> at.missing(inside));
            return Tool.Choice.of(named.needText("name"));
        }
        return switch (body.text("tool_choice").orElse("auto")) {
            case "auto" -> Tool.Choice.AUTO;
            case "none" -> Tool.Choice.NONE;
            case "required" -> Tool.Choice.ANY;
            default -> throw body.bad("tool_choice", "none, auto, required, {\"type\":\"function\"}");
        };
    }

    private static Manner.Form form(Fields format) {
        return switch (format.needText("type")) {
            case "text" -> Manner.Form.TEXT;
            case "json_object" -> Manner.Form.JSON;
            case "json_schema" -> schema(format.object("json_schema").orElseThrow(() -> format.missing("json_schema")));
            default -> throw format.bad("type", "text, json_object, json_schema");
        };
    }

    /** A schema and its name. */
    static Manner.Form schema(Fields named) {
        var schema = named.object("schema").orElseThrow(() -> named.missing("schema"));
        return Manner.Form.of(named.text("name").orElse("answer"), schema.json());
    }

    /** Clients reckon with floating point: what is beyond six decimals is not meant. */
    static Optional<BigDecimal> fine(Fields body, String name) {
        return body.number(name)
                .map(number -> number.scale() > DECIMALS
                        ? number.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros()
                        : number);
    }

    private static List<String> stops(Fields body) {
        if (!body.has("stop")) {
            return List.of();
        }
        if (body.value("stop") instanceof String one) {
            return one.isEmpty() ? List.of() : List.of(one);
        }
        return body.list("stop").orElse(List.of()).stream()
                .map(stop -> {
                    if (!(stop instanceof String text)) {
                        throw body.bad("stop", "string, [string]");
                    }
                    return text;
                })
                .collect(Collectors.toList());
    }

    static Optional<Manner.Tuning.Effort> effort(String said) {
        return switch (said) {
            case "none" -> Optional.of(Manner.Tuning.Effort.NONE);
            case "minimal" -> Optional.of(Manner.Tuning.Effort.MINIMAL);
            case "low" -> Optional.of(Manner.Tuning.Effort.LOW);
            case "medium" -> Optional.of(Manner.Tuning.Effort.MEDIUM);
            case "high", "xhigh", "max" -> Optional.of(Manner.Tuning.Effort.HIGH);
            default -> Optional.empty();
        };
    }
}
