package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

/**
 * Speaks OpenAI's chat completions: OpenAI itself, vLLM, routers and whatever else has that shape. The base URL is the one that such servers tell, ending in {@code /v1}; where it has no path at all, that is
 * added. The limit of tokens goes as {@code max_completion_tokens} to OpenAI itself, whose reasoning models know no
 * other, and as {@code max_tokens} to everybody else, of whom many know only that.
 */
@ApplicationScoped
class OpenAiAdapter implements ModelAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(
                egress, endpoint, address(endpoint, "/chat/completions"), body(endpoint, ask), answer(ask, hearing));
    }

    @Override
    public List<String> models(Endpoint endpoint) {
        return names(Wire.get(endpoint, address(endpoint, "/models")));
    }

    static List<String> names(Fields list) {
        return list.list("data").stream()
                .map(model -> model.text("id"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    static URI address(Endpoint endpoint, String path) {
        var base = endpoint.baseUrl().toString().replaceAll("/+$", "");
        boolean bare = endpoint.baseUrl().getRawPath().replace("/", "").isEmpty();
        return URI.create(base + (bare ? "/v1" : "") + path);
    }

    static JsonObjectBuilder body(Endpoint endpoint, Ask ask) {
        var host = String.valueOf(endpoint.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        boolean openAi = host.equals("api.openai.com") || host.endsWith(".api.openai.com");
        var body = Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("messages", OpenAiForm.messages(ask))
                .add(openAi ? "max_completion_tokens" : "max_tokens", ask.mostOutputTokens())
                .add("stream", true);
        if (endpoint.asksUsage()) {
            body.add("stream_options", Fields.JSON.createObjectBuilder().add("include_usage", true));
        }
        OpenAiForm.manner(body, ask.manner());
        if (openAi && ask.thinks()) {
            ask.manner()
                    .tuning()
                    .effort()
                    .ifPresent(
                            effort -> body.add("reasoning_effort", effort.name().toLowerCase(Locale.ROOT)));
        }
        return body;
    }

    static WireAnswer answer(Ask ask, Hearing hearing) {
        return new Answer(hearing, ask);
    }

    /** One answer: chunks in server-sent events, or all in one piece from servers that know no streams. */
    private static final class Answer extends WireAnswer {
        Answer(Hearing hearing, Ask ask) {
            super(hearing, ask);
        }

        @Override
        WireReader reader(String contentType) {
            return contentType.startsWith("application/json")
                    ? new WholeReader(this::chunk)
                    : new SseReader(this::event);
        }

        private void event(String name, String data) {
            if (data.strip().equals("[DONE]")) {
                complete();
            } else if (name.equals("error")) {
                complain(Fields.read(data).orElse(Fields.NONE));
            } else if (!data.isBlank()) {
                chunk(data);
            }
        }

        private void chunk(String data) {
            var read = Fields.read(data);
            if (read.isEmpty()) {
                misread();
                return;
            }
            var chunk = read.get();
            if (chunk.has("error")) {
                complain(chunk);
                return;
            }
            chunk.list("choices").forEach(this::choice);
            chunk.object("usage").ifPresent(usage -> count(usage(usage)));
        }

        private void choice(Fields choice) {
            if (choice.number("index").orElse(0) != 0) {
                return;
            }
            choice.object("delta").or(() -> choice.object("message")).ifPresent(delta -> {
                var thought = delta.text("reasoning_content");
                say(
                        delta.text("content") + delta.text("refusal"),
                        thought.isEmpty() ? delta.text("reasoning") : thought);
                delta.list("tool_calls").forEach(this::tool);
            });
            var reason = choice.text("finish_reason");
            if (!reason.isEmpty()) {
                finish(
                        switch (reason) {
                            case "length" -> Ending.LENGTH;
                            case "content_filter" -> Ending.FILTERED;
                            default -> Ending.DONE;
                        });
            }
        }

        private void tool(Fields call) {
            var function = call.object("function").orElse(Fields.NONE);
            request(call.number("index").orElse(-1), call.text("id"), function.text("name"), arguments(function));
        }
    }

    /** Some servers write the arguments as an object, not as a text. */
    static String arguments(Fields function) {
        return function.object("arguments")
                .map(arguments -> arguments.json().toString())
                .orElseGet(() -> function.text("arguments"));
    }

    /** Cached tokens and tokens written to the cache are part of the prompt tokens here; empty when it cannot be so. */
    static Optional<TokenUsage> usage(Fields usage) {
        long prompt = usage.number("prompt_tokens").orElse(-1);
        long output = usage.number("completion_tokens").orElse(-1);
        var parts = usage.object("prompt_tokens_details").orElse(Fields.NONE);
        long cached = parts.number("cached_tokens").orElse(0);
        long written = parts.number("cache_write_tokens").orElse(0);
        long thought = usage.object("completion_tokens_details")
                .orElse(Fields.NONE)
                .number("reasoning_tokens")
                .orElse(0);
        for (long count : new long[] {prompt, output, cached, written, thought}) {
            if (count < 0 || count > Wire.MOST_TOKENS) {
                return Optional.empty();
            }
        }
        long uncached = Math.max(0, prompt - cached - written);
        return Optional.of(new TokenUsage(uncached, cached, written, output, Math.min(thought, output)));
    }
}
