package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.Manner;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

/**
 * Speaks Ollama's own {@code /api/chat}. The base URL is the server's address; an {@code /api} or {@code /v1} at its end
 * is left off. A missing or zero count of prompt tokens means that the server does not know it, not that there were none.
 */
@ApplicationScoped
class OllamaAdapter implements ModelAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.OLLAMA;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        return Wire.send(egress, endpoint, address(endpoint, "/api/chat"), body(ask), answer(ask, hearing));
    }

    @Override
    public List<String> models(Endpoint endpoint) {
        return Wire.get(endpoint, address(endpoint, "/api/tags")).list("models").stream()
                .map(model -> model.text("name"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    static URI address(Endpoint endpoint, String path) {
        return URI.create(endpoint.baseUrl().toString().replaceAll("(/api|/v1)?/*$", "") + path);
    }

    static JsonObjectBuilder body(Ask ask) {
        var manner = ask.manner();
        var options = Fields.JSON.createObjectBuilder().add("num_predict", ask.mostOutputTokens());
        OpenAiForm.freedom(options, manner);
        var body = Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("messages", messages(ask))
                .add("options", options)
                .add("stream", true);
        switch (manner.form().kind()) {
            case JSON -> body.add("format", "json");
            case SCHEMA -> body.add("format", Fields.of(manner.form().schema()).json());
            case TEXT -> {}
        }
        if (manner.hasTools()) {
            body.add("tools", OpenAiForm.tools(offered(manner)));
        }
        if (ask.thinks()) {
            body.add("think", true);
        }
        return body;
    }

    /** This form cannot say which tool is to be asked for: then no other is offered. */
    private static List<Tool> offered(Manner manner) {
        boolean one = manner.choice().kind() == Tool.Choice.Kind.NAMED;
        return manner.tools().stream()
                .filter(tool -> !one || tool.name().equals(manner.choice().name()))
                .toList();
    }

    private static JsonArrayBuilder messages(Ask ask) {
        var names = new HashMap<String, String>();
        var messages = Fields.JSON.createArrayBuilder();
        for (var turn : ask.turns()) {
            var message = Fields.JSON
                    .createObjectBuilder()
                    .add("role", OpenAiForm.role(turn))
                    .add("content", turn.text());
            if (!turn.images().isEmpty()) {
                var images = Fields.JSON.createArrayBuilder();
                turn.images().forEach(image -> images.add(image.base64()));
                message.add("images", images);
            }
            if (!turn.requests().isEmpty()) {
                turn.requests().forEach(request -> names.put(request.id(), request.name()));
                message.add("tool_calls", calls(turn.requests()));
            }
            if (turn.speaker() == Turn.Speaker.TOOL) {
                message.add("tool_name", names.getOrDefault(turn.answers(), ""));
            }
            messages.add(message);
        }
        return messages;
    }

    private static JsonArrayBuilder calls(List<ToolRequest> requests) {
        var calls = Fields.JSON.createArrayBuilder();
        for (var request : requests) {
            calls.add(Fields.JSON
                    .createObjectBuilder()
                    .add(
                            "function",
                            Fields.JSON
                                    .createObjectBuilder()
                                    .add("name", request.name())
                                    .add(
                                            "arguments",
                                            Fields.of(request.arguments()).json())));
        }
        return calls;
    }

    static WireAnswer answer(Ask ask, Hearing hearing) {
        return new Answer(hearing, ask);
    }

    /** One answer: a line for each piece, the last with {@code done} and the counts. */
    private static final class Answer extends WireAnswer {
        private int asked;

        Answer(Hearing hearing, Ask ask) {
            super(hearing, ask);
        }

        @Override
        WireReader reader(String contentType) {
            return new NdjsonReader(this::line);
        }

        private void line(String text) {
            var read = Fields.read(text);
            if (read.isEmpty()) {
                misread();
                return;
            }
            var line = read.get();
            if (line.has("error")) {
                complain(line);
                return;
            }
            line.object("message").ifPresent(this::message);
            if (line.yes("done")) {
                count(usage(line));
                finish(line.text("done_reason").equals("length") ? Ending.LENGTH : Ending.DONE);
                complete();
            }
        }

        /** Requests come whole, with arguments that are an object, and without an id. */
        private void message(Fields message) {
            say(message.text("content"), message.text("thinking"));
            for (var call : message.list("tool_calls")) {
                var function = call.object("function").orElse(Fields.NONE);
                request(asked++, call.text("id"), function.text("name"), OpenAiAdapter.arguments(function));
            }
        }
    }

    static Optional<TokenUsage> usage(Fields last) {
        long prompt = last.number("prompt_eval_count").orElse(0);
        long output = last.number("eval_count").orElse(0);
        boolean known = prompt > 0 && output > 0 && Math.max(prompt, output) <= Wire.MOST_TOKENS;
        return known ? Optional.of(TokenUsage.of(prompt, output)) : Optional.empty();
    }
}
