package org.tenantry.api;

import java.util.List;
import org.tenantry.calls.Occasion;
import org.tenantry.calls.Question.Line;
import org.tenantry.calls.Question.Voice;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.Manner;

/**
 * What a program wants answered, in whichever form it asked: {@code model} is the name it used, {@code mostOutputTokens} 0
 * where it sets no limit. {@code stream}: piece by piece; {@code usage}: with what was counted at the end of the stream.
 */
record Order(String model, List<Line> lines, int mostOutputTokens, Manner manner, boolean stream, boolean usage) {
    private static final String ESTIMATE = "estimate";

    /** Of something that is answered whole and is no conversation. */
    static Order whole(String model) {
        return new Order(model, List.of(), 0, Manner.PLAIN, false, false);
    }

    /** What of it bears on which model answers. */
    Occasion occasion() {
        var question = "";
        int depth = 0;
        long tokens = 0;
        for (var line : lines) {
            var text = line.text();
            tokens += Tokenizers.text(ESTIMATE, text);
            if (line.voice() == Voice.USER) {
                question = text;
                depth++;
            }
        }
        boolean tools = manner.hasTools() || lines.stream().anyMatch(line -> line.voice() == Voice.TOOL);
        boolean images = lines.stream().anyMatch(line -> !line.images().isEmpty());
        return new Occasion(question, Math.max(1, depth), tokens, tools, images);
    }
}
