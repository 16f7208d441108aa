package org.tenantry.calls;

import java.util.ArrayList;
import java.util.List;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.Manner;
import org.tenantry.values.ToolRequest;

/** Counts the tokens of what is sent and of what is said, as our own side sees it. */
final class Tally {
    /** What an image usually takes; providers differ by its size and by each other. */
    private static final long IMAGE_TOKENS = 765;

    private Tally() {}

    static long prompt(OfferedModel model, List<Question.Line> lines, Manner manner) {
        var texts = new ArrayList<String>();
        long images = 0;
        for (var line : lines) {
            texts.add(line.text() + written(line.requests()));
            images += line.images().size();
        }
        for (var tool : manner.tools()) {
            texts.add(tool.name() + tool.description() + tool.schema());
        }
        if (!manner.form().schema().isEmpty()) {
            texts.add(manner.form().schema());
        }
        return Tokenizers.prompt(model.tokenizer(), texts) + images * IMAGE_TOKENS;
    }

    /** Whether {@link #prompt} is what the provider will count. */
    static boolean exact(OfferedModel model, List<Question.Line> lines, Manner manner) {
        boolean plain = manner.tools().isEmpty()
                && manner.form().schema().isEmpty()
                && lines.stream()
                        .allMatch(line ->
                                line.images().isEmpty() && line.requests().isEmpty());
        return plain && Tokenizers.exact(model.tokenizer());
    }

    static long said(OfferedModel model, String text, String reasoning, List<ToolRequest> requests) {
        var tokenizer = model.tokenizer();
        return Tokenizers.text(tokenizer, text)
                + Tokenizers.text(tokenizer, reasoning)
                + Tokenizers.text(tokenizer, written(requests));
    }

    private static String written(List<ToolRequest> requests) {
        var written = new StringBuilder();
        requests.forEach(request -> written.append(request.name()).append(request.arguments()));
        return written.toString();
    }
}
