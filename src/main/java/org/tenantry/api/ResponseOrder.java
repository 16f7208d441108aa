package org.tenantry.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tenantry.calls.HeldCall;
import org.tenantry.values.Manner;
import org.tenantry.values.Tool;

/**
 * Reads what {@code POST /v1/responses} is sent and remembers what of it the answer says again; one object reads one
 * request. What would need something kept from an earlier request is refused. Tools that OpenAI runs itself, such as its
 * search of the web, are not offered to the model: programs send them to every provider.
 */
final class ResponseOrder {
    private static final List<String> KEPT = List.of("previous_response_id", "conversation", "prompt");

    /** What a tool that takes any text is to a model: a function of one text. */
    private static final String ONE_TEXT = "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
            + "\"required\":[\"input\"],\"additionalProperties\":false}";

    private final Set<String> textTools = new HashSet<>();
    private byte[] echo = new byte[0];

    Order read(Fields body) {
        var model = body.needText("model");
        for (var kept : KEPT) {
            if (body.has(kept)) {
                throw stateless(body, kept);
            }
        }
        if (body.yes("background")) {
            throw stateless(body, "background");
        }
        var lines = ResponseInput.read(body);
        var manner = manner(body);
        int most =
                body.whole("max_output_tokens", 1, Integer.MAX_VALUE).orElse(0L).intValue();
        echo = echo(body);
        return new Order(model, lines, most, manner, body.yes("stream"), true);
    }

    AnswerForm form(Order order, HeldCall call, long createdSeconds) {
        var id = call.id().toString().replace("-", "");
        return new ResponseForm(new ResponseForm.Identity(id, createdSeconds, order.model(), echo), textTools);
    }

    static BadField stateless(Fields in, String name) {
        return new BadField(in.path() + name, "api.refusal.stateless", in.path() + name);
    }

    private Manner manner(Fields body) {
        var tools = new ArrayList<Tool>();
        for (var tool : body.objects("tools")) {
            var type = tool.needText("type");
            if (type.equals("function")) {
                tools.add(ChatOrder.tool(tool));
            } else if (type.equals("custom")) {
                tools.add(textTool(tool));
            }
        }
        var chosen =
                body.value("tool_choice") instanceof Fields object ? Optional.of(object) : Optional.<Fields>empty();
        var allowed = chosen.filter(ResponseOrder::isList).map(object -> object.at("tool_choice."));
        allowed.ifPresent(some -> keep(some, tools));
        var choice = allowed.isPresent()
                ? allowed.get().text("mode").orElse("auto").equals("required") ? Tool.Choice.ANY : Tool.Choice.AUTO
                : choice(body, chosen);
        return new Manner(
                tools,
                tools.isEmpty() ? Tool.Choice.AUTO : choice,
                body.object("text")
                        .flatMap(text -> text.object("format"))
                        .map(ResponseOrder::form)
                        .orElse(Manner.Form.TEXT),
                ChatOrder.fine(body, "temperature"),
                ChatOrder.fine(body, "top_p"),
                List.of(),
                new Manner.Tuning(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        body.has("parallel_tool_calls")
                                ? Optional.of(body.yes("parallel_tool_calls"))
                                : Optional.empty(),
                        body.object("reasoning")
                                .flatMap(reasoning -> reasoning.text("effort"))
                                .flatMap(ChatOrder::effort)));
    }

    private Tool textTool(Fields tool) {
        var name = tool.needText("name");
        textTools.add(name);
        var grammar = tool.object("format")
                .flatMap(format -> format.text("definition"))
                .map(definition -> "\nIts input must fit this grammar:\n" + definition)
                .orElse("");
        return new Tool(name, tool.text("description").orElse("") + grammar, ONE_TEXT);
    }

    private static boolean isList(Fields choice) {
        return choice.text("type").orElse("").equals("allowed_tools");
    }

    private static void keep(Fields allowed, List<Tool> tools) {
        var names = allowed.objects("tools").stream()
                .flatMap(tool -> tool.text("name").stream())
                .collect(Collectors.toSet());
        tools.removeIf(tool -> !names.contains(tool.name()));
    }

    private static Tool.Choice choice(Fields body, Optional<Fields> chosen) {
        if (chosen.isPresent()) {
            var at = chosen.get().at("tool_choice.");
            var type = at.text("type").orElse("");
            if (!type.equals("function") && !type.equals("custom")) {
                throw at.bad("type", "function, custom, allowed_tools");
            }
            return Tool.Choice.of(at.needText("name"));
        }
        return ChatOrder.choice(body, "");
    }

    private static Manner.Form form(Fields format) {
        return switch (format.needText("type")) {
            case "text" -> Manner.Form.TEXT;
            case "json_object" -> Manner.Form.JSON;
            case "json_schema" -> ChatOrder.schema(format);
            default -> throw format.bad("type", "text, json_object, json_schema");
        };
    }

    /** What the answer says of the request, as members of its object. */
    private static byte[] echo(Fields body) {
        var out = new JsonBytes(512).raw("\"instructions\":");
        body.text("instructions").ifPresentOrElse(out::text, () -> out.raw("null"));
        out.raw(",\"max_output_tokens\":").raw(plain(body, "max_output_tokens", "null"));
        out.raw(",\"max_tool_calls\":null,\"metadata\":").json(object(body, "metadata", "{}"));
        out.raw(",\"parallel_tool_calls\":")
                .raw(body.has("parallel_tool_calls") && !body.yes("parallel_tool_calls") ? "false" : "true");
        out.raw(",\"previous_response_id\":null,\"reasoning\":")
                .json(object(body, "reasoning", "{\"effort\":null,\"summary\":null}"));
        out.raw(",\"service_tier\":\"default\",\"store\":false,\"temperature\":")
                .raw(plain(body, "temperature", "1.0"));
        out.raw(",\"text\":").json(object(body, "text", "{\"format\":{\"type\":\"text\"}}"));
        out.raw(",\"tool_choice\":");
        if (body.value("tool_choice") instanceof Fields choice) {
            out.json(choice.json());
        } else {
            out.text(body.text("tool_choice").orElse("auto"));
        }
        var tools = body.objects("tools").stream().map(Fields::json).collect(Collectors.joining(",", "[", "]"));
        out.raw(",\"tools\":").json(tools);
        out.raw(",\"top_p\":").raw(plain(body, "top_p", "1.0"));
        return out.raw(",\"truncation\":\"disabled\",\"user\":null").bytes();
    }

    private static String plain(Fields body, String name, String otherwise) {
        return body.number(name).map(Object::toString).orElse(otherwise);
    }

    private static String object(Fields body, String name, String otherwise) {
        return body.object(name).map(Fields::json).orElse(otherwise);
    }
}
