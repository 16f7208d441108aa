package org.tenantry.testbed;

import java.util.ArrayList;
import java.util.List;

/** Anthropic's Messages as the stub writes them: one block of reasoning, one of text, one for each tool. */
record StubAnthropic(StubRequest request) implements StubWire {
    private static String event(String name, String fields) {
        return "event: %1$s\ndata: {\"type\":\"%1$s\"%2$s}\n\n".formatted(name, fields);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", ",\"index\":%d,\"delta\":{%s}".formatted(index, delta));
    }

    @Override
    public String type() {
        return "text/event-stream; charset=utf-8";
    }

    /** The prompt is told in three parts that add up, and the output by a placeholder. */
    @Override
    public String opening() {
        int cached = request.script().number("cached", 0);
        return event(
                        "message_start",
                        (",\"message\":{\"id\":\"msg_stub\",\"type\":\"message\",\"role\":\"assistant\",\"model\":%s,\"content\":[],"
                                        + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":%d,"
                                        + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":%d,\"output_tokens\":1}}")
                                .formatted(MiniJson.quote(request.model()), request.promptTokens() - cached, cached))
                + event("ping", "");
    }

    @Override
    public String reasoning(String text) {
        return delta(0, "\"type\":\"thinking_delta\",\"thinking\":" + MiniJson.quote(text));
    }

    @Override
    public String token(String text, int count) {
        return delta(1, "\"type\":\"text_delta\",\"text\":" + MiniJson.quote(text));
    }

    @Override
    public List<String> toolCalls() {
        var pieces = new ArrayList<String>();
        var arguments = request.arguments();
        int half = arguments.length() / 2;
        for (int i = 0; i < request.calls().size(); i++) {
            int index = 2 + i;
            pieces.add(event(
                    "content_block_start",
                    ",\"index\":%d,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_stub%d\",\"name\":%s,\"input\":{}}"
                            .formatted(index, i, MiniJson.quote(request.calls().get(i)))));
            for (var part : List.of(arguments.substring(0, half), arguments.substring(half))) {
                pieces.add(delta(index, "\"type\":\"input_json_delta\",\"partial_json\":" + MiniJson.quote(part)));
            }
            pieces.add(event("content_block_stop", ",\"index\":" + index));
        }
        return pieces;
    }

    @Override
    public String closing(int count, boolean cutByLimit) {
        var reason = cutByLimit ? "max_tokens" : request.calls().isEmpty() ? "end_turn" : "tool_use";
        var usage = request.script().usage().equals("none") ? "" : ",\"usage\":{\"output_tokens\":" + count + "}";
        return event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null}%s".formatted(reason, usage))
                + event("message_stop", "");
    }

    @Override
    public String error() {
        return event("error", ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}");
    }

    @Override
    public String refusal(int status, boolean quota) {
        var type = quota ? "billing_error" : status == 429 ? "rate_limit_error" : "api_error";
        return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"Refused by the stub\"}}".formatted(type);
    }

    @Override
    public String whole(String text, int count, boolean cutByLimit) {
        return ("{\"id\":\"msg_stub\",\"type\":\"message\",\"role\":\"assistant\",\"model\":%s,\"content\":[{\"type\":\"text\",\"text\":%s}],"
                        + "\"stop_reason\":\"%s\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}}")
                .formatted(
                        MiniJson.quote(request.model()),
                        MiniJson.quote(text),
                        cutByLimit ? "max_tokens" : "end_turn",
                        request.promptTokens(),
                        count);
    }
}
