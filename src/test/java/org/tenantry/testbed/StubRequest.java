package org.tenantry.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One request for an answer as the stub saw it, and how it went: what a test asks the provider's side about. */
public final class StubRequest {
    /** How it went so far. */
    public enum State {
        RUNNING,
        FINISHED,
        ABORTED,
        BROKEN
    }

    private static final List<String> WORDS = List.of(
            ("the time year people way day man thing woman life child world school state family student group country"
                            + " problem hand part place case week company system program question work government number night"
                            + " point home water room mother area money story")
                    .split(" "));
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:\\p{IsHan}|\\d{1,3}|[^\\s\\p{IsHan}\\d]+)");

    /** What the stub counts for an image. */
    private static final int IMAGE_TOKENS = 700;

    private final String model;
    private final String lastMessage;
    private final int messages;
    private final int mostTokens;
    private final boolean stream;
    private final boolean asksUsage;
    private final String authorization;
    private final String body;
    private final int promptTokens;
    private final int images;
    private final List<String> calls;
    private final StubScript script;
    private volatile State state = State.RUNNING;
    private volatile int told;

    StubRequest(String body, String authorization, boolean streamsByDefault) {
        var json = MiniJson.object(MiniJson.read(body));
        var turns = MiniJson.list(json.get("messages"));
        int tokens = 3;
        int seen = 0;
        var last = String.valueOf(json.getOrDefault("question", ""));
        tokens += (int) TOKEN.matcher(last).results().count();
        var answersTool = false;
        for (var turn : turns) {
            var message = MiniJson.object(turn);
            last = words(message.get("content"));
            answersTool = "tool".equals(message.get("role")) || isResult(message.get("content"));
            seen += pictures(message);
            tokens += 4 + (int) TOKEN.matcher(last).results().count();
        }
        this.images = seen;
        tokens += IMAGE_TOKENS * seen;
        var options = MiniJson.object(json.get("options"));
        this.body = body;
        this.authorization = authorization;
        this.model = String.valueOf(json.get("model"));
        this.messages = turns.size();
        this.lastMessage = last;
        this.mostTokens = number(
                json.get("max_tokens"),
                number(json.get("max_completion_tokens"), number(options.get("num_predict"), -1)));
        this.stream = json.containsKey("stream") ? Boolean.TRUE.equals(json.get("stream")) : streamsByDefault;
        this.asksUsage =
                Boolean.TRUE.equals(MiniJson.object(json.get("stream_options")).get("include_usage"));
        this.script = StubScript.of(model, last).withKey(authorization);
        this.promptTokens = script.number("prompt", tokens);
        this.calls = answersTool
                ? List.of()
                : MiniJson.list(json.get("tools")).stream()
                        .map(StubRequest::toolName)
                        .limit(script.number("calls", 0))
                        .toList();
    }

    /** The words of a message, whether it is a text or a list of parts. */
    private static String words(Object content) {
        if (!(content instanceof List<?> parts)) {
            return content == null ? "" : content.toString();
        }
        return parts.stream()
                .map(MiniJson::object)
                .map(part -> part.containsKey("text") ? part.get("text") : part.get("content"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isResult(Object content) {
        return MiniJson.list(content).stream()
                .anyMatch(part -> "tool_result".equals(MiniJson.object(part).get("type")));
    }

    /** Images stand among the parts, or beside the text. */
    private static int pictures(Map<String, Object> message) {
        long parts = MiniJson.list(message.get("content")).stream()
                .map(part -> String.valueOf(MiniJson.object(part).get("type")))
                .filter(type -> type.equals("image_url") || type.equals("image"))
                .count();
        return (int) parts + MiniJson.list(message.get("images")).size();
    }

    private static String toolName(Object tool) {
        var object = MiniJson.object(tool);
        var function = MiniJson.object(object.get("function"));
        return String.valueOf(function.getOrDefault("name", object.get("name")));
    }

    private static int number(Object value, int otherwise) {
        return value instanceof Double number ? number.intValue() : otherwise;
    }

    /** The tokens of the answer; each word is one token to OpenAI's tokenizers too. */
    List<String> answer() {
        var tokens = new ArrayList<String>();
        if (script.yes("echo")) {
            TOKEN.matcher(lastMessage).results().map(MatchResult::group).forEach(tokens::add);
            return tokens;
        }
        for (int i = 0; i < script.number("tokens", 0); i++) {
            tokens.add((i == 0 ? "" : " ") + WORDS.get(i % WORDS.size()));
        }
        return tokens;
    }

    StubScript script() {
        return script;
    }

    /** How many tokens may be said. */
    int limit() {
        return mostTokens < 0 || script.number("limit", 1) == 0 ? Integer.MAX_VALUE : mostTokens;
    }

    public String model() {
        return model;
    }

    public String lastMessage() {
        return lastMessage;
    }

    public int messages() {
        return messages;
    }

    /** The limit of tokens that was sent, -1 if none was. */
    public int mostTokens() {
        return mostTokens;
    }

    public int images() {
        return images;
    }

    /** The tools that the answer asks for, by name; none when the last message is what came of one. */
    List<String> calls() {
        return calls;
    }

    /** What each of them is called with. */
    String arguments() {
        return script.yes("broken") ? "{\"about\": oops" : "{\"about\":" + MiniJson.quote(lastMessage) + "}";
    }

    public boolean stream() {
        return stream;
    }

    public boolean asksUsage() {
        return asksUsage;
    }

    public String authorization() {
        return authorization;
    }

    public String body() {
        return body;
    }

    public int promptTokens() {
        return promptTokens;
    }

    /** How many tokens have been sent so far. */
    public int told() {
        return told;
    }

    public State state() {
        return state;
    }

    void told(int tokens) {
        told = tokens;
    }

    void state(State to) {
        state = to;
    }

    String json() {
        return "{\"model\":%s,\"state\":\"%s\",\"told\":%d,\"promptTokens\":%d,\"mostTokens\":%d,\"messages\":%d,\"asksUsage\":%b,\"images\":%d,\"key\":%s,\"last\":%s}"
                .formatted(
                        MiniJson.quote(model),
                        state,
                        told,
                        promptTokens,
                        mostTokens,
                        messages,
                        asksUsage,
                        images,
                        MiniJson.quote(authorization),
                        MiniJson.quote(lastMessage.substring(0, Math.min(200, lastMessage.length()))));
    }
}
