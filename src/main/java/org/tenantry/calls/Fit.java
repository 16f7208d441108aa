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
        var manner = question.manner();
        int now = lastQuestion(question.lines());
        if (!can.images()
                && question.lines().subList(now, question.lines().size()).stream()
                        .anyMatch(line -> !line.images().isEmpty())) {
            throw new ModelCannot(Ability.IMAGES, model.label(), others.apply(Ability.IMAGES));
        }
        if (!can.tools() && manner.hasTools()) {
            throw new ModelCannot(Ability.TOOLS, model.label(), others.apply(Ability.TOOLS));
        }
        if (!can.json() && manner.form().kind() != Manner.Form.Kind.TEXT) {
            throw new ModelCannot(Ability.JSON, model.label(), others.apply(Ability.JSON));
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
        return new Fit(lines, manner);
    }

    /** Whether another model can be sent just the same. */
    boolean suits(Question question, OfferedModel other) {
        try {
            return equals(of(question, other, ability -> List.of()));
        } catch (ModelCannot cannot) {
            return false;
        }
    }

    /** Where what is asked now begins: with the member's last line. */
    private static int lastQuestion(List<Question.Line> lines) {
        for (int at = lines.size() - 1; at > 0; at--) {
            if (lines.get(at).voice() == Question.Voice.USER) {
                return at;
            }
        }
        return 0;
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
