package org.tenantry.calls;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.Prompt;
import org.tenantry.models.PromptCount;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.Manner;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

/** Counts the tokens of what is sent, as our own side sees it. */
final class Tally {
    private Tally() {}

    /** What the whole of it takes; exact where that is what the provider will count. */
    static PromptCount prompt(OfferedModel model, List<Question.Line> lines, Manner manner) {
        var messages = new ArrayList<Prompt.Message>();
        boolean plain = manner.form().schema().isEmpty() && manner.tools().isEmpty();
        for (var line : lines) {
            plain &= line.requests().isEmpty();
            messages.add(new Prompt.Message(
                    line.voice().name().toLowerCase(Locale.ROOT),
                    "",
                    line.text() + written(line.requests()),
                    line.images().stream().map(Pixels::of).toList()));
        }
        var tools = manner.tools().stream().map(Tally::tool).toList();
        var counted =
                Tokenizers.prompt(model.tokenizer(), new Prompt(model.upstreamName(), List.copyOf(messages), tools));
        long schema = Tokenizers.text(model.tokenizer(), manner.form().schema());
        return new PromptCount(model.adjusted(counted.tokens() + schema), counted.exact() && plain);
    }

    /** Name and arguments of what is asked for: what of it is counted. */
    static String written(List<ToolRequest> requests) {
        var written = new StringBuilder();
        requests.forEach(request -> written.append(request.name()).append(request.arguments()));
        return written.toString();
    }

    private static Prompt.Tool tool(Tool tool) {
        return new Prompt.Tool(tool.name(), tool.description(), parameters(tool.schema()));
    }

    private static JsonObject parameters(String schema) {
        try (var reader = Json.createReader(new StringReader(schema))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException notAnObject) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
