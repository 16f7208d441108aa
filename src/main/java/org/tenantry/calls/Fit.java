package org.tenantry.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.Manner;
import org.tenantry.values.Part;

/**
 * What of a question a model can be sent. What is asked for now and the model cannot do is refused; what lies further back
 * in the conversation, from when another model answered, is left out.
 */
record Fit(List<Question.Line> lines, Manner manner) {
    /** Tells a model that sees nothing that there was something to see. */
    private static final Part UNSEEN = new Part.Text("[An image that you cannot see.]");

    static Fit of(Question question, OfferedModel model, Function<Ability, List<String>> others) {
        var can = model.can();
        for (var need : question.needs()) {
            if (!can.has(need)) {
                throw new ModelCannot(need, model.label(), others.apply(need));
            }
        }
        var lines = new ArrayList<Question.Line>();
        for (var line : question.lines()) {
            var fit = can.images() ? line : unseen(line);
            if (can.tools()) {
                lines.add(fit);
            } else if (line.voice() != Question.Voice.TOOL
                    && !(fit.text().isEmpty() && !line.requests().isEmpty())) {
                lines.add(new Question.Line(fit.voice(), fit.parts()));
            }
        }
        return new Fit(lines, question.manner());
    }

    /** Whether another model can be sent just the same. */
    boolean suits(Question question, OfferedModel other) {
        try {
            return equals(of(question, other, ability -> List.of()));
        } catch (ModelCannot cannot) {
            return false;
        }
    }

    private static Question.Line unseen(Question.Line line) {
        if (line.images().isEmpty()) {
            return line;
        }
        var parts = line.parts().stream()
                .map(part -> part instanceof Part.Image ? UNSEEN : part)
                .toList();
        return new Question.Line(line.voice(), parts, line.requests(), line.answers());
    }
}
