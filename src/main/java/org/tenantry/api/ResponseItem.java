package org.tenantry.api;

/** One item of an answer that is written as OpenAI's responses: open while more of it may come. */
final class ResponseItem {
    /** What there is: how its id begins, which event tells more of it, of which member, where, and within which part. */
    enum Kind {
        MESSAGE("msg_", "response.output_text", "text", ",\"content_index\":0", "response.content_part"),
        REASONING(
                "rs_",
                "response.reasoning_summary_text",
                "text",
                ",\"summary_index\":0",
                "response.reasoning_summary_part"),
        FUNCTION("fc_", "response.function_call_arguments", "arguments", "", null),
        CUSTOM("ctc_", "response.custom_tool_call_input", "input", "", null);

        private final String begins;
        private final String delta;
        private final String member;
        private final String place;
        private final String part;

        Kind(String begins, String delta, String member, String place, String part) {
            this.begins = begins;
            this.delta = delta;
            this.member = member;
            this.place = place;
            this.part = part;
        }

        String delta() {
            return delta;
        }

        String member() {
            return member;
        }

        String place() {
            return place;
        }

        /** Null where there are no parts. */
        String part() {
            return part;
        }
    }

    private final Kind kind;
    private final int index;
    private final String id;
    private final String callId;
    private final String name;
    private final StringBuilder said = new StringBuilder();
    private boolean open = true;

    /** {@code callId} and {@code name} are empty but for calls of tools. */
    ResponseItem(Kind kind, int index, String answer, String callId, String name) {
        this.kind = kind;
        this.index = index;
        this.id = kind.begins + answer + index;
        this.callId = callId;
        this.name = name;
    }

    Kind kind() {
        return kind;
    }

    int index() {
        return index;
    }

    String id() {
        return id;
    }

    String callId() {
        return callId;
    }

    String name() {
        return name;
    }

    boolean isOpen() {
        return open;
    }

    void add(String more) {
        said.append(more);
    }

    void close() {
        open = false;
    }

    /** All that was said, the text alone where it came inside of an object. */
    String said() {
        return kind == Kind.CUSTOM ? ResponseForm.unwrapped(said.toString()) : said.toString();
    }

    /** As one JSON object; while it is in progress without what is said. */
    JsonBytes write(JsonBytes out, String status) {
        var text = status.equals("in_progress") ? "" : said();
        out.raw("{\"id\":\"").raw(id).raw("\",\"type\":\"");
        switch (kind) {
            case MESSAGE -> {
                out.raw("message\",\"status\":\"").raw(status).raw("\",\"role\":\"assistant\",\"content\":[");
                list(out, status, text);
            }
            case REASONING -> {
                out.raw("reasoning\",\"summary\":[");
                list(out, status, text);
            }
            case FUNCTION -> call(out.raw("function_call"), status, text);
            case CUSTOM -> call(out.raw("custom_tool_call"), status, text);
        }
        return out.raw("}");
    }

    private void list(JsonBytes out, String status, String text) {
        if (!status.equals("in_progress")) {
            writePart(out, text);
        }
        out.raw("]");
    }

    private void call(JsonBytes out, String status, String text) {
        out.raw("\",\"status\":\"").raw(status).raw("\",\"call_id\":").text(callId);
        out.raw(",\"name\":").text(name).raw(",\"").raw(kind.member).raw("\":").text(text);
    }

    JsonBytes writePart(JsonBytes out, String text) {
        out.raw(
                kind == Kind.MESSAGE
                        ? "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":"
                        : "{\"type\":\"summary_text\",\"text\":");
        return out.text(text).raw("}");
    }
}
