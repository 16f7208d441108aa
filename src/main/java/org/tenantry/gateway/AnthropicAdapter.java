package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

/**
 * Speaks Anthropic's Messages. The base URL is taken with and without {@code /v1} at its end. Tokens read from the cache
 * and written to it come on top of the input tokens here, and the output is told as a running total.
 */
@ApplicationScoped
class AnthropicAdapter implements ModelAdapter {
    private static final String VERSION = "2023-06-01";

    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.ANTHROPIC;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(
                egress,
                endpoint,
                address(endpoint, "/messages"),
                headers(endpoint),
                AnthropicForm.body(ask),
                answer(ask, hearing));
    }

    /** The first thousand: there are never more. */
    @Override
    public List<String> models(Endpoint endpoint) {
        return Wire.get(endpoint, address(endpoint, "/models?limit=1000"), headers(endpoint)).list("data").stream()
                .map(model -> model.text("id"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    static URI address(Endpoint endpoint, String path) {
        return URI.create(endpoint.baseUrl().toString().replaceAll("(/v1)?/*$", "") + "/v1" + path);
    }

    static Map<String, String> headers(Endpoint endpoint) {
        var headers = new HashMap<>(Wire.header("x-api-key", endpoint, endpoint.key()));
        headers.put("anthropic-version", VERSION);
        return headers;
    }

    static WireAnswer answer(Ask ask, Hearing hearing) {
        return new Answer(hearing, ask);
    }

    /** One answer: blocks that begin, grow and end in named events, or all in one piece. */
    private static final class Answer extends WireAnswer {
        private Fields counts = Fields.NONE;
        private Fields totals = Fields.NONE;

        Answer(Hearing hearing, Ask ask) {
            super(hearing, ask);
        }

        @Override
        WireReader reader(String contentType) {
            return contentType.startsWith("application/json")
                    ? new WholeReader(data -> event("", data))
                    : new SseReader(this::event);
        }

        /** What an event is, it says itself too; some that stand in between send no names. */
        private void event(String name, String data) {
            if (data.isBlank()) {
                return;
            }
            var read = Fields.read(data);
            if (read.isEmpty()) {
                misread();
                return;
            }
            var event = read.get();
            switch (event.text("type").isEmpty() ? name : event.text("type")) {
                case "message_start" -> counts = event.object("message")
                        .flatMap(message -> message.object("usage"))
                        .orElse(Fields.NONE);
                case "content_block_start" -> event.object("content_block")
                        .ifPresent(block -> block(index(event), block));
                case "content_block_delta" -> event.object("delta").ifPresent(delta -> delta(index(event), delta));
                case "message_delta" -> {
                    event.object("usage").ifPresent(usage -> totals = usage);
                    end(event.object("delta").orElse(Fields.NONE));
                }
                case "message_stop" -> complete();
                case "error" -> complain(event);
                case "message" -> whole(event);
                default -> {
                    if (event.has("error")) {
                        complain(event);
                    }
                }
            }
        }

        private static long index(Fields event) {
            return event.number("index").orElse(0);
        }

        /** A request for a tool begins with empty arguments, or comes whole. */
        private void block(long index, Fields block) {
            switch (block.text("type")) {
                case "text" -> say(block.text("text"), "");
                case "thinking" -> say("", block.text("thinking"));
                case "tool_use" -> request(
                        index,
                        block.text("id"),
                        block.text("name"),
                        block.object("input")
                                .filter(input -> !input.json().isEmpty())
                                .map(input -> input.json().toString())
                                .orElse(""));
                default -> {}
            }
        }

        private void delta(long index, Fields delta) {
            switch (delta.text("type")) {
                case "text_delta" -> say(delta.text("text"), "");
                case "thinking_delta" -> say("", delta.text("thinking"));
                case "input_json_delta" -> request(index, "", "", delta.text("partial_json"));
                default -> {}
            }
        }

        private void whole(Fields message) {
            var blocks = message.list("content");
            for (int i = 0; i < blocks.size(); i++) {
                block(i, blocks.get(i));
            }
            totals = message.object("usage").orElse(Fields.NONE);
            end(message);
            complete();
        }

        private void end(Fields delta) {
            count(usage(counts, totals));
            var reason = delta.text("stop_reason");
            if (!reason.isEmpty()) {
                finish(
                        switch (reason) {
                            case "max_tokens", "model_context_window_exceeded" -> Ending.LENGTH;
                            case "refusal" -> Ending.FILTERED;
                            default -> Ending.DONE;
                        });
            }
        }
    }

    /**
     * The first count of the input and the last of everything: what the last does not tell is as it was at the start, but
     * for the output, which is only a placeholder there.
     */
    static Optional<TokenUsage> usage(Fields first, Fields last) {
        long input = last(first, last, "input_tokens").orElse(-1);
        long written = last(first, last, "cache_creation_input_tokens").orElse(0);
        long cached = last(first, last, "cache_read_input_tokens").orElse(0);
        long output = last.number("output_tokens").orElse(-1);
        for (long count : new long[] {input, written, cached, output}) {
            if (count < 0 || count > Wire.MOST_TOKENS) {
                return Optional.empty();
            }
        }
        return Optional.of(new TokenUsage(input, cached, written, output, 0));
    }

    private static OptionalLong last(Fields first, Fields last, String name) {
        var told = last.number(name);
        return told.isPresent() ? told : first.number(name);
    }
}
