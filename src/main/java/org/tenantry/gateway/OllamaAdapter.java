package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.values.TokenUsage;

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
        return Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("messages", Wire.messages(ask))
                .add("options", Fields.JSON.createObjectBuilder().add("num_predict", ask.mostOutputTokens()))
                .add("stream", true);
    }

    static WireAnswer answer(Ask ask, Hearing hearing) {
        return new Answer(hearing, ask);
    }

    /** One answer: a line for each piece, the last with {@code done} and the counts. */
    private static final class Answer extends WireAnswer {
        Answer(Hearing hearing, Ask ask) {
            super(hearing, ask.mostOutputTokens());
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
            line.object("message").ifPresent(message -> say(message.text("content"), message.text("thinking")));
            if (line.yes("done")) {
                count(usage(line));
                finish(line.text("done_reason").equals("length") ? Ending.LENGTH : Ending.DONE);
                complete();
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
