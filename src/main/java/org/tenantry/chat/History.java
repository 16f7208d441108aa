package org.tenantry.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tenantry.calls.Question.Line;
import org.tenantry.calls.Question.Voice;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.Tokenizers;

/** Chooses what of a conversation a model is told: the newest exchanges that leave it room to answer. */
final class History {
    private static final String ESTIMATE = "estimate";

    private History() {}

    /** The lines to send, oldest first, ending with {@code question}. A question that nobody answered is left out. */
    static List<Line> lines(OfferedModel model, List<Message> newestFirst, String question) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(Voice.USER, question));
        long room = model.contextTokens()
                - Math.min(model.mostOutputTokens(), model.contextTokens() / 4)
                - tokens(model, List.of(question));
        for (int at = 0; at + 1 < newestFirst.size(); at += 2) {
            var answer = newestFirst.get(at);
            var asked = newestFirst.get(at + 1);
            if (answer.saidNothing()) {
                continue;
            }
            room -= tokens(model, List.of(answer.text(), asked.text()));
            if (room < 0) {
                break;
            }
            lines.add(new Line(Voice.ASSISTANT, answer.text()));
            lines.add(new Line(Voice.USER, asked.text()));
        }
        Collections.reverse(lines);
        return lines;
    }

    /** About how many tokens a whole conversation has, for whichever model. */
    static long about(List<Message> said, String question) {
        long tokens = Tokenizers.text(ESTIMATE, question);
        for (var message : said) {
            tokens += Tokenizers.text(ESTIMATE, message.text());
        }
        return tokens;
    }

    private static long tokens(OfferedModel model, List<String> texts) {
        return Tokenizers.prompt(model.tokenizer(), texts);
    }
}
