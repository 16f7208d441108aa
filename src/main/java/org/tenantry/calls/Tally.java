package org.tenantry.calls;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.Prompt;
import org.tenantry.models.PromptCount;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.Manner;
import org.tenantry.values.ToolRequest;

/** Counts the tokens of what is sent and of what is said, as our own side sees it. */
final class Tally {
    private Tally() {}

    /** What the prompt takes; exact when it is what the provider will count. */
    static PromptCount prompt(OfferedModel model, List<Question.Line> lines, Manner manner) {
        boolean plain = manner.form().schema().isEmpty();
        var messages = new ArrayList<Prompt.Message>();
        for (var line : lines) {
            plain &= line.requests().isEmpty() && line.voice() != Question.Voice.TOOL;
            messages.add(new Prompt.Message(
                    line.voice().name().toLowerCase(Locale.ROOT),
                    "",
                    line.text() + written(line.requests()),
                    line.images().stream().map(Pixels::of).toList()));
        }
        if (!manner.form().schema().isEmpty()) {
            messages.add(Prompt.Message.of("system", manner.form().schema()));
        }
        var tools = manner.tools().stream()
                .map(tool -> new Prompt.Tool(tool.name(), tool.description(), read(tool.schema())))
                .toList();
        var count = Tokenizers.prompt(model.tokenizer(), new Prompt(model.upstreamName(), messages, tools));
        return new PromptCount(count.tokens(), count.exact() && plain);
    }

    /** What was said by now; each part of a growing answer is counted once. */
    static long said(HeldCall call, String text, String reasoning, List<ToolRequest> requests) {
        var tokenizer = call.model().tokenizer();
        return call.heard().tokens(tokenizer, text, reasoning) + Tokenizers.text(tokenizer, written(requests));
    }

    private static JsonObject read(String schema) {
        try (var reader = Json.createReader(new StringReader(schema))) {
            return reader.readObject();
        }
    }

    private static String written(List<ToolRequest> requests) {
        var written = new StringBuilder();
        requests.forEach(request -> written.append(request.name()).append(request.arguments()));
        return written.toString();
    }
}
