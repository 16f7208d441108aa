package org.tenantry.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/**
 * Writes an answer as OpenAI's responses: events that build items of reasoning, of text and of calls of tools, each with its
 * number, or the whole object at once. It remembers what it wrote, since the last events say all of it again.
 */
final class ResponseForm implements AnswerForm {
    private final Identity identity;
    private final Set<String> textTools;
    private final List<ResponseItem> items = new ArrayList<>();
    private final List<ResponseItem> calls = new ArrayList<>();
    private boolean begun;
    private long number;

    /** {@code id} without its kind; {@code echo}: what the answer says of the request, as members of its object. */
    record Identity(String id, long created, String model, byte[] echo) {}

    /** {@code textTools}: names of the tools that take a text where functions take an object. */
    ResponseForm(Identity identity, Set<String> textTools) {
        this.identity = identity;
        this.textTools = textTools;
    }

    @Override
    public byte[] begin() {
        begun = true;
        var out = new JsonBytes(1024 + 2 * identity.echo().length);
        for (var event : List.of("response.created", "response.in_progress")) {
            event(out, event).raw(",\"response\":");
            response(out, "in_progress", null, null).raw("}\n\n");
        }
        return out.bytes();
    }

    @Override
    public byte[] words(String text, String reasoning) {
        var out = new JsonBytes(text.length() + reasoning.length() + 256);
        if (!reasoning.isEmpty()) {
            more(out, ResponseItem.Kind.REASONING, reasoning);
        }
        if (!text.isEmpty()) {
            more(out, ResponseItem.Kind.MESSAGE, text);
        }
        return out.bytes();
    }

    private void more(JsonBytes out, ResponseItem.Kind kind, String words) {
        var item = last(kind);
        if (item == null) {
            closeWords(out);
            item = add(out, kind, "", "");
        }
        delta(out, item, words);
    }

    /** The item that is being written, if it is of this kind. */
    private ResponseItem last(ResponseItem.Kind kind) {
        var last = items.isEmpty() ? null : items.get(items.size() - 1);
        return last != null && last.kind() == kind && last.isOpen() ? last : null;
    }

    @Override
    public byte[] request(int index, boolean first, ToolRequest piece) {
        var out = new JsonBytes(piece.arguments().length() + 512);
        if (first) {
            closeWords(out);
            var kind = textTools.contains(piece.name()) ? ResponseItem.Kind.CUSTOM : ResponseItem.Kind.FUNCTION;
            calls.add(add(out, kind, piece.id(), piece.name()));
        }
        if (!piece.arguments().isEmpty()) {
            delta(out, calls.get(index), piece.arguments());
        }
        return out.bytes();
    }

    private ResponseItem add(JsonBytes out, ResponseItem.Kind kind, String callId, String name) {
        var item = new ResponseItem(kind, items.size(), identity.id(), callId, name);
        items.add(item);
        place(event(out, "response.output_item.added"), item).raw(",\"item\":");
        item.write(out, "in_progress").raw("}\n\n");
        if (kind.part() != null) {
            part(out, kind.part() + ".added", item, "");
        }
        return item;
    }

    /** Text of a {@code custom_tool_call} is told when it is whole: until then it is inside of an object. */
    private void delta(JsonBytes out, ResponseItem item, String words) {
        item.add(words);
        if (item.kind() != ResponseItem.Kind.CUSTOM) {
            named(event(out, item.kind().delta() + ".delta"), item)
                    .raw(",\"delta\":")
                    .text(words);
            out.raw(item.kind() == ResponseItem.Kind.MESSAGE ? ",\"logprobs\":[]}\n\n" : "}\n\n");
        }
    }

    private void closeWords(JsonBytes out) {
        for (var item : items) {
            if (item.isOpen() && item.callId().isEmpty()) {
                close(out, item, "completed");
            }
        }
    }

    private void close(JsonBytes out, ResponseItem item, String status) {
        var kind = item.kind();
        var said = item.said();
        if (kind == ResponseItem.Kind.CUSTOM) {
            named(event(out, kind.delta() + ".delta"), item)
                    .raw(",\"delta\":")
                    .text(said)
                    .raw("}\n\n");
        }
        named(event(out, kind.delta() + ".done"), item);
        if (kind == ResponseItem.Kind.FUNCTION) {
            out.raw(",\"name\":").text(item.name());
        }
        out.raw(",\"").raw(kind.member()).raw("\":").text(said);
        out.raw(kind == ResponseItem.Kind.MESSAGE ? ",\"logprobs\":[]}\n\n" : "}\n\n");
        if (kind.part() != null) {
            part(out, kind.part() + ".done", item, said);
        }
        item.close();
        place(event(out, "response.output_item.done"), item).raw(",\"item\":");
        item.write(out, status).raw("}\n\n");
    }

    private void part(JsonBytes out, String type, ResponseItem item, String text) {
        named(event(out, type), item).raw(",\"part\":");
        item.writePart(out, text).raw("}\n\n");
    }

    @Override
    public byte[] end(Whole answer) {
        var out = new JsonBytes(2048 + 4 * answer.text().length() + identity.echo().length);
        if (items.isEmpty()) {
            add(out, ResponseItem.Kind.MESSAGE, "", "");
        }
        boolean whole = isWhole(answer);
        for (var item : items) {
            if (item.isOpen()) {
                close(out, item, whole ? "completed" : "incomplete");
            }
        }
        event(out, whole ? "response.completed" : "response.incomplete").raw(",\"response\":");
        response(out, whole ? "completed" : "incomplete", answer, null).raw("}\n\n");
        return out.bytes();
    }

    /** Both forms in which clients know an error in a stream; neither is followed by anything. */
    @Override
    public byte[] failure(ApiError error, Whole answer) {
        var out = new JsonBytes(1024 + 2 * answer.text().length() + identity.echo().length);
        if (!begun) {
            out.raw(begin());
        }
        event(out, "error")
                .raw(",\"code\":")
                .text(error.code())
                .raw(",\"message\":")
                .text(error.message());
        out.raw(",\"param\":null,\"error\":").raw(error.object()).raw("}\n\n");
        event(out, "response.failed").raw(",\"response\":");
        response(out, "failed", answer, error).raw("}\n\n");
        return out.bytes();
    }

    @Override
    public byte[] whole(Whole answer) {
        items.clear();
        if (!answer.reasoning().isEmpty()) {
            whole(ResponseItem.Kind.REASONING, "", "", answer.reasoning());
        }
        if (!answer.text().isEmpty() || answer.requests().isEmpty()) {
            whole(ResponseItem.Kind.MESSAGE, "", "", answer.text());
        }
        for (var request : answer.requests()) {
            whole(
                    textTools.contains(request.name()) ? ResponseItem.Kind.CUSTOM : ResponseItem.Kind.FUNCTION,
                    request.id(),
                    request.name(),
                    request.arguments());
        }
        var out = new JsonBytes(1024 + 2 * answer.text().length() + identity.echo().length);
        return response(out, isWhole(answer) ? "completed" : "incomplete", answer, null)
                .bytes();
    }

    private void whole(ResponseItem.Kind kind, String callId, String name, String said) {
        var item = new ResponseItem(kind, items.size(), identity.id(), callId, name);
        item.add(said);
        item.close();
        items.add(item);
    }

    private static boolean isWhole(Whole answer) {
        return answer.end() == End.STOP || answer.end() == End.TOOLS;
    }

    private JsonBytes event(JsonBytes out, String type) {
        return out.raw("event: ")
                .raw(type)
                .raw("\ndata: {\"type\":\"")
                .raw(type)
                .raw("\",\"sequence_number\":")
                .raw(number++);
    }

    private static JsonBytes place(JsonBytes out, ResponseItem item) {
        return out.raw(",\"output_index\":").raw(item.index());
    }

    private static JsonBytes named(JsonBytes out, ResponseItem item) {
        place(out, item).raw(",\"item_id\":\"").raw(item.id()).raw("\"");
        return out.raw(item.kind().place());
    }

    /** The object itself; {@code answer} is null before there is one, {@code error} where there is none. */
    private JsonBytes response(JsonBytes out, String status, Whole answer, ApiError error) {
        out.raw("{\"id\":\"resp_").raw(identity.id()).raw("\",\"object\":\"response\",\"created_at\":");
        out.raw(identity.created()).raw(",\"status\":\"").raw(status).raw("\",\"background\":false,\"error\":");
        if (error == null) {
            out.raw("null");
        } else {
            out.raw("{\"code\":")
                    .text(error.code())
                    .raw(",\"message\":")
                    .text(error.message())
                    .raw("}");
        }
        out.raw(",\"incomplete_details\":");
        if (status.equals("incomplete")) {
            out.raw("{\"reason\":\"")
                    .raw(answer.end() == End.FILTERED ? "content_filter" : "max_output_tokens")
                    .raw("\"}");
        } else {
            out.raw("null");
        }
        out.raw(",\"model\":").text(identity.model()).raw(",\"output\":[");
        for (int i = 0; answer != null && i < items.size(); i++) {
            var item = items.get(i);
            item.write(out.raw(i == 0 ? "" : ","), item.isOpen() ? "incomplete" : "completed");
        }
        out.raw("],").raw(identity.echo()).raw(",\"usage\":");
        if (answer == null || error != null) {
            return out.raw("null}");
        }
        return usage(out, answer.usage()).raw("}");
    }

    private static JsonBytes usage(JsonBytes out, TokenUsage usage) {
        out.raw("{\"input_tokens\":").raw(usage.prompt());
        out.raw(",\"input_tokens_details\":{\"cached_tokens\":").raw(usage.cachedInput());
        out.raw("},\"output_tokens\":").raw(usage.output());
        out.raw(",\"output_tokens_details\":{\"reasoning_tokens\":").raw(usage.reasoning());
        return out.raw("},\"total_tokens\":").raw(usage.total()).raw("}");
    }

    /** The object that a model is given, or writes, where a tool takes one text. */
    static String wrapped(String text) {
        return "{\"input\":"
                + new String(new JsonBytes(text.length() + 16).text(text).bytes(), StandardCharsets.UTF_8) + "}";
    }

    /** The text inside of it; what is no such object is taken as it is. */
    static String unwrapped(String object) {
        try (var parser = Json.createParser(new StringReader(object))) {
            boolean inside = parser.hasNext()
                    && parser.next() == JsonParser.Event.START_OBJECT
                    && parser.next() == JsonParser.Event.KEY_NAME
                    && parser.getString().equals("input")
                    && parser.next() == JsonParser.Event.VALUE_STRING;
            return inside ? parser.getString() : object;
        } catch (JsonException | IllegalStateException e) {
            return object;
        }
    }
}
