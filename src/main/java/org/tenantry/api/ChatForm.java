package org.tenantry.api;

import java.nio.charset.StandardCharsets;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/** Writes an answer as OpenAI's chat completions: a chunk for each piece around a head that is made once, or all in one. */
final class ChatForm implements AnswerForm {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Identity identity;
    private final boolean tellsUsage;
    private final byte[] head;
    private final byte[] tail;

    /** What every piece of an answer says of it: its id, when it was asked for in seconds, and the model as it was asked for. */
    record Identity(String id, long created, String model) {}

    ChatForm(Identity identity, boolean tellsUsage) {
        this.identity = identity;
        this.tellsUsage = tellsUsage;
        this.head = top("chat.completion.chunk", "data: ")
                .raw("\"choices\":[{\"index\":0,\"delta\":")
                .bytes();
        this.tail = (",\"logprobs\":null,\"finish_reason\":null}]" + (tellsUsage ? ",\"usage\":null}\n\n" : "}\n\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private JsonBytes top(String object, String before) {
        return new JsonBytes(256)
                .raw(before)
                .raw("{\"id\":")
                .text(identity.id())
                .raw(",\"object\":\"")
                .raw(object)
                .raw("\",\"created\":")
                .raw(identity.created())
                .raw(",\"model\":")
                .text(identity.model())
                .raw(",");
    }

    private JsonBytes chunk(int size) {
        return new JsonBytes(head.length + tail.length + size).raw(head);
    }

    @Override
    public byte[] begin() {
        return chunk(64)
                .raw("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}")
                .raw(tail)
                .bytes();
    }

    @Override
    public byte[] words(String text, String reasoning) {
        var out = chunk(text.length() + reasoning.length() + 48).raw("{");
        if (!reasoning.isEmpty()) {
            out.raw("\"reasoning_content\":").text(reasoning);
        }
        if (!text.isEmpty()) {
            out.raw(reasoning.isEmpty() ? "\"content\":" : ",\"content\":").text(text);
        }
        return out.raw("}").raw(tail).bytes();
    }

    @Override
    public byte[] request(int index, boolean first, ToolRequest piece) {
        var out = chunk(piece.arguments().length() + 160).raw("{\"tool_calls\":[{\"index\":");
        out.raw(index);
        if (first) {
            out.raw(",\"id\":").text(piece.id()).raw(",\"type\":\"function\",\"function\":{\"name\":");
            out.text(piece.name()).raw(",\"arguments\":");
        } else {
            out.raw(",\"function\":{\"arguments\":");
        }
        return out.text(piece.arguments()).raw("}}]}").raw(tail).bytes();
    }

    @Override
    public byte[] end(Whole answer) {
        var out = chunk(512).raw("{},\"logprobs\":null,\"finish_reason\":\"").raw(reason(answer.end()));
        out.raw(tellsUsage ? "\"}],\"usage\":null}\n\n" : "\"}]}\n\n");
        if (tellsUsage) {
            out.raw(top("chat.completion.chunk", "data: ").bytes()).raw("\"choices\":[],\"usage\":");
            usage(answer.usage(), out).raw("}\n\n");
        }
        return out.raw(DONE).bytes();
    }

    /**
     * Both forms in which clients know an error in a stream: without a name first, where most look and stop, then by its
     * name, for those of LangChain4j. Then neither a reason to finish nor the end mark follows: a stream that just ends would
     * look complete.
     */
    @Override
    public byte[] failure(ApiError error, Whole answer) {
        var json = error.json();
        return new JsonBytes(64 + 2 * json.length)
                .raw("data: ")
                .raw(json)
                .raw("\n\nevent: error\ndata: ")
                .raw(json)
                .raw("\n\n")
                .bytes();
    }

    @Override
    public byte[] whole(Whole answer) {
        var out = top("chat.completion", "")
                .raw("\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
        if (answer.text().isEmpty() && !answer.requests().isEmpty()) {
            out.raw("null");
        } else {
            out.text(answer.text());
        }
        out.raw(",\"refusal\":null");
        if (!answer.reasoning().isEmpty()) {
            out.raw(",\"reasoning_content\":").text(answer.reasoning());
        }
        if (!answer.requests().isEmpty()) {
            out.raw(",\"tool_calls\":[");
            var comma = "";
            for (var request : answer.requests()) {
                out.raw(comma).raw("{\"id\":").text(request.id()).raw(",\"type\":\"function\",\"function\":{\"name\":");
                out.text(request.name())
                        .raw(",\"arguments\":")
                        .text(request.arguments())
                        .raw("}}");
                comma = ",";
            }
            out.raw("]");
        }
        out.raw("},\"logprobs\":null,\"finish_reason\":\"")
                .raw(reason(answer.end()))
                .raw("\"}],\"usage\":");
        return usage(answer.usage(), out).raw("}").bytes();
    }

    private static String reason(End end) {
        return switch (end) {
            case STOP -> "stop";
            case TOOLS -> "tool_calls";
            case LENGTH -> "length";
            case FILTERED -> "content_filter";
        };
    }

    private static JsonBytes usage(TokenUsage usage, JsonBytes out) {
        out.raw("{\"prompt_tokens\":").raw(usage.prompt());
        out.raw(",\"completion_tokens\":").raw(usage.output());
        out.raw(",\"total_tokens\":").raw(usage.total());
        out.raw(",\"prompt_tokens_details\":{\"cached_tokens\":").raw(usage.cachedInput());
        out.raw(",\"cache_write_tokens\":").raw(usage.cacheWrite());
        out.raw(",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":");
        return out.raw(usage.reasoning()).raw(",\"audio_tokens\":0}}");
    }
}
