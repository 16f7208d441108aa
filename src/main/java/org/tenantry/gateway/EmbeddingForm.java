package org.tenantry.gateway;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.tenantry.guard.Egress;
import org.tenantry.models.Endpoint;

/** OpenAI's form of asking for vectors, which most servers speak. */
final class EmbeddingForm {
    /** 2,048 vectors of 3,072 numbers in base64 are 33 MiB. */
    static final long MOST_BYTES = 48L << 20;

    private EmbeddingForm() {}

    /** Numbers are asked for in base64, which is a third as long; whoever does not know that sends them as they are. */
    static JsonObjectBuilder body(EmbeddingAsk ask) {
        var body = Fields.JSON
                .createObjectBuilder()
                .add("model", ask.model())
                .add("input", inputs(ask))
                .add("encoding_format", "base64");
        if (ask.dimensions() > 0) {
            body.add("dimensions", ask.dimensions());
        }
        return body;
    }

    private static JsonArrayBuilder inputs(EmbeddingAsk ask) {
        var inputs = Fields.JSON.createArrayBuilder();
        for (var input : ask.inputs()) {
            if (input.tokens().isEmpty()) {
                inputs.add(input.text());
            } else {
                var tokens = Fields.JSON.createArrayBuilder();
                input.tokens().forEach(tokens::add);
                inputs.add(tokens);
            }
        }
        return inputs;
    }

    /** All inputs as texts, for servers that know no tokens but their own. */
    static JsonArrayBuilder texts(EmbeddingAsk ask) {
        var texts = Fields.JSON.createArrayBuilder();
        ask.inputs().forEach(input -> texts.add(input.text()));
        return texts;
    }

    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            URI url,
            Map<String, String> headers,
            JsonObjectBuilder body,
            EmbeddingAsk ask,
            Consumer<Vectors> vectors,
            Hearing hearing) {
        var answer = new VectorAnswer(ask.inputs().size(), vectors, hearing);
        return Wire.send(egress, endpoint, url, headers, body, MOST_BYTES, answer);
    }
}
