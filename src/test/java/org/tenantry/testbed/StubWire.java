package org.tenantry.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the stub writes what it says: as OpenAI, Ollama, in a form of its own, or, in {@link StubAnthropic}, as Anthropic. */
interface StubWire {
    String type();

    /** What comes before the first token. */
    String opening();

    String reasoning(String text);

    /** A token of the answer, the {@code count}th output token in all. */
    String token(String text, int count);

    /** Asks for the tools, in as many pieces as the form has. */
    List<String> toolCalls();

    /** What comes after the last token. */
    String closing(int count, boolean cutByLimit);

    String error();

    String refusal(int status, boolean quota);

    /** An answer that was not asked for as a stream. */
    String whole(String text, int count, boolean cutByLimit);

    static String openAiModels() {
        return StubScript.MODELS.keySet().stream()
                .sorted()
                .map(name -> "{\"id\":\"%s\",\"object\":\"model\",\"created\":1686935002,\"owned_by\":\"stub\"}"
                        .formatted(name))
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    static String ollamaModels() {
        return StubScript.MODELS.keySet().stream()
                .sorted()
                .map(name ->
                        ("{\"name\":\"%1$s\",\"model\":\"%1$s\",\"modified_at\":\"2026-05-04T17:37:44.706015396Z\","
                                        + "\"size\":3826793677,\"digest\":\"0\",\"details\":{\"format\":\"gguf\",\"family\":\"llama\"}}")
                                .formatted(name))
                .collect(Collectors.joining(",", "{\"models\":[", "]}"));
    }

    /** OpenAI's chat completions, with what Azure adds if {@code filtered}. */
    record OpenAi(StubRequest request, boolean filtered) implements StubWire {
        private String event(String choices, String usage) {
            return ("data: {\"id\":\"chatcmpl-stub\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                            + "\"model\":%s,\"service_tier\":\"default\",\"system_fingerprint\":\"fp_stub\",\"choices\":%s%s,"
                            + "\"obfuscation\":\"x4Tq\"}\n\n")
                    .formatted(MiniJson.quote(request.model()), choices, usage);
        }

        private String delta(String delta, String reason, String usage) {
            return event(
                    "[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]".formatted(delta, reason),
                    usage);
        }

        private String nothing() {
            return request.asksUsage() ? ",\"usage\":null" : "";
        }

        private String usage(long count) {
            var kind = request.script().usage();
            long prompt = request.promptTokens();
            long cached = request.script().number("cached", 0);
            long output = kind.equals("absurd") ? 1_000_000_000_000L : kind.equals("negative") ? -count : count;
            return (",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,"
                            + "\"prompt_tokens_details\":{\"cached_tokens\":%d,\"audio_tokens\":0},"
                            + "\"completion_tokens_details\":{\"reasoning_tokens\":%d,\"audio_tokens\":0,"
                            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}")
                    .formatted(
                            prompt,
                            output,
                            prompt + output,
                            cached,
                            request.script().number("reasoning", 0));
        }

        @Override
        public String type() {
            return "text/event-stream; charset=utf-8";
        }

        @Override
        public String opening() {
            var filter =
                    "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":"
                            + "[{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}\n\n"
                            + "data: {\"choices\":[{\"index\":0,\"content_filter_offsets\":{\"check_offset\":0},\"finish_reason\":null}]}\n\n";
            return (filtered ? filter : "")
                    + delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null", nothing());
        }

        @Override
        public String reasoning(String text) {
            return delta("{\"reasoning_content\":" + MiniJson.quote(text) + "}", "null", nothing());
        }

        @Override
        public String token(String text, int count) {
            var usage = request.script().usage().equals("every") ? usage(count) : nothing();
            return delta("{\"content\":" + MiniJson.quote(text) + "}", "null", usage);
        }

        /** First all names, then all beginnings of arguments, then all ends: taking turns. */
        @Override
        public List<String> toolCalls() {
            var pieces = new ArrayList<String>();
            var arguments = request.arguments();
            int half = arguments.length() / 2;
            for (int i = 0; i < request.calls().size(); i++) {
                pieces.add(call(
                        "\"index\":%d,\"id\":\"call_stub%d\",\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}"
                                .formatted(i, i, MiniJson.quote(request.calls().get(i)))));
            }
            for (var part : List.of(arguments.substring(0, half), arguments.substring(half))) {
                for (int i = 0; i < request.calls().size(); i++) {
                    pieces.add(call("\"index\":%d,\"function\":{\"arguments\":%s}".formatted(i, MiniJson.quote(part))));
                }
            }
            return pieces;
        }

        private String call(String fields) {
            return delta("{\"tool_calls\":[{" + fields + "}]}", "null", nothing());
        }

        @Override
        public String closing(int count, boolean cutByLimit) {
            var usage = request.script().usage();
            var reason = cutByLimit ? "length" : request.calls().isEmpty() ? "stop" : "tool_calls";
            var end = delta("{}", "\"" + reason + "\"", usage.equals("every") ? usage(count) : nothing());
            if (request.asksUsage() && !usage.equals("none") && !usage.equals("every")) {
                end += event("[]", usage(count));
            }
            return request.script().number("done", 1) == 0 ? end : end + "data: [DONE]\n\n";
        }

        @Override
        public String error() {
            return "data: {\"error\":{\"message\":\"The server had an error while processing your request. Sorry about"
                    + " that!\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
        }

        @Override
        public String refusal(int status, boolean quota) {
            var code = quota ? "insufficient_quota" : status == 429 ? "rate_limit_exceeded" : "stub_" + status;
            return "{\"error\":{\"message\":\"Refused by the stub at http://internal.example with sk-secret\",\"type\":\"%1$s\",\"param\":null,\"code\":\"%1$s\"}}"
                    .formatted(code);
        }

        @Override
        public String whole(String text, int count, boolean cutByLimit) {
            return ("{\"id\":\"chatcmpl-stub\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":%s,\"choices\":[{\"index\":0,"
                            + "\"message\":{\"role\":\"assistant\",\"content\":%s,\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"%s\"}]%s}")
                    .formatted(
                            MiniJson.quote(request.model()),
                            MiniJson.quote(text),
                            cutByLimit ? "length" : "stop",
                            usage(count));
        }
    }

    /** A form that nobody else has: in events, in lines, or whole. */
    record Own(StubRequest request, boolean events) implements StubWire {
        private String value(String json) {
            return events ? "event: piece\ndata: " + json + "\n\n" : json + "\n";
        }

        private String last(int count, boolean cutByLimit) {
            return "\"why\":\"%s\",\"counts\":{\"in\":%d,\"out\":%d}"
                    .formatted(cutByLimit ? "length" : "eos", request.promptTokens(), count);
        }

        @Override
        public String type() {
            return events ? "text/event-stream" : "application/x-ndjson";
        }

        @Override
        public String opening() {
            return events ? ": hello\n\n" : "";
        }

        @Override
        public String reasoning(String text) {
            return value("{\"say\":{\"thought\":" + MiniJson.quote(text) + "}}");
        }

        @Override
        public String token(String text, int count) {
            return value("{\"say\":{\"piece\":" + MiniJson.quote(text) + "}}");
        }

        @Override
        public List<String> toolCalls() {
            return List.of();
        }

        @Override
        public String closing(int count, boolean cutByLimit) {
            return value("{" + last(count, cutByLimit) + "}")
                    + (events ? "data: END\n\n" : "{\"state\":\"complete\"}\n");
        }

        @Override
        public String error() {
            return value("{\"error\":\"the stub was told to fail\"}");
        }

        @Override
        public String refusal(int status, boolean quota) {
            return "{\"message\":\"refused by the stub with " + status + "\"}";
        }

        @Override
        public String whole(String text, int count, boolean cutByLimit) {
            return "{\"say\":{\"all\":" + MiniJson.quote(text) + "}," + last(count, cutByLimit) + "}";
        }
    }

    /** Ollama's own form. */
    record Ollama(StubRequest request) implements StubWire {
        private String line(String message, String rest) {
            return "{\"model\":%s,\"created_at\":\"2026-05-04T19:22:45.499127Z\",\"message\":{\"role\":\"assistant\",%s},%s}\n"
                    .formatted(MiniJson.quote(request.model()), message, rest);
        }

        @Override
        public String type() {
            return "application/x-ndjson";
        }

        @Override
        public String opening() {
            return "";
        }

        @Override
        public String reasoning(String text) {
            return line("\"content\":\"\",\"thinking\":" + MiniJson.quote(text), "\"done\":false");
        }

        @Override
        public String token(String text, int count) {
            return line("\"content\":" + MiniJson.quote(text), "\"done\":false");
        }

        /** Whole, without an id; arguments that are no JSON object stand there as a text. */
        @Override
        public List<String> toolCalls() {
            var arguments = request.script().yes("broken") ? MiniJson.quote(request.arguments()) : request.arguments();
            var calls = request.calls().stream()
                    .map(name ->
                            "{\"function\":{\"name\":%s,\"arguments\":%s}}".formatted(MiniJson.quote(name), arguments))
                    .collect(Collectors.joining(",", "[", "]"));
            return List.of(line("\"content\":\"\",\"tool_calls\":" + calls, "\"done\":false"));
        }

        private String last(int count, boolean cutByLimit) {
            var counts = request.script().usage().equals("none")
                    ? ""
                    : ",\"prompt_eval_count\":%d,\"prompt_eval_duration\":342546000,\"eval_count\":%d"
                            .formatted(request.promptTokens(), count);
            return "\"done\":true,\"done_reason\":\"%s\",\"total_duration\":4883583458,\"load_duration\":1334875%s,\"eval_duration\":4535599000"
                    .formatted(cutByLimit ? "length" : "stop", counts);
        }

        @Override
        public String closing(int count, boolean cutByLimit) {
            return line("\"content\":\"\"", last(count, cutByLimit));
        }

        @Override
        public String error() {
            return "{\"error\":\"an error was encountered while running the model: unexpected EOF\"}\n";
        }

        @Override
        public String refusal(int status, boolean quota) {
            return "{\"error\":\"refused by the stub with " + status + "\"}";
        }

        @Override
        public String whole(String text, int count, boolean cutByLimit) {
            return line("\"content\":" + MiniJson.quote(text), last(count, cutByLimit));
        }
    }
}
