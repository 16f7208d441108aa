package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.calls.Question.Line;
import org.tenantry.calls.Question.Voice;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Manner;
import org.tenantry.values.ModelId;
import org.tenantry.values.Part;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuestionTest {
    private static final Line SEEN = image(3);
    private static final Line ANSWER = new Line(Voice.ASSISTANT, "A cat.");
    private static final Line ASKED = new Line(Voice.USER, "And now?");
    private static final ToolRequest REQUEST = ToolRequest.of("call-1", "clock", "");

    private static Line image(int bytes) {
        return new Line(Voice.USER, List.of(Part.Image.of("image/png", new byte[bytes])));
    }

    private static Question question(Manner manner, List<Line> lines) {
        return new Question(ModelId.next(), lines, 0, "k", "h", null, manner);
    }

    @Test
    void what_is_asked_now_says_what_a_model_must_be_able_to_do() {
        assertThat(question(Manner.PLAIN, List.of(ASKED)).needs()).isEmpty();
        assertThat(question(Manner.PLAIN, List.of(ASKED, ANSWER, SEEN)).needs()).containsExactly(Ability.IMAGES);
        assertThat(question(Manner.PLAIN, List.of(SEEN, ANSWER, ASKED)).needs()).isEmpty();
        assertThat(question(Manner.PLAIN.in(Manner.Form.JSON), List.of(ASKED)).needs())
                .containsExactly(Ability.JSON);
        var clock = List.of(new Tool("clock", "", "{}"));
        assertThat(question(Manner.PLAIN.with(clock, Tool.Choice.AUTO), List.of(ASKED))
                        .needs())
                .containsExactly(Ability.TOOLS);
        assertThat(question(Manner.PLAIN.with(clock, Tool.Choice.NONE), List.of(ASKED))
                        .needs())
                .isEmpty();
        assertThat(question(Manner.PLAIN, List.of()).needs()).isEmpty();
    }

    @Test
    void in_the_midst_of_tools_the_question_is_still_the_members_last_line() {
        var asks = new Line(Voice.ASSISTANT, List.of(), List.of(REQUEST), "");
        var lines = List.of(SEEN, asks, Line.answer(REQUEST, "noon"));
        assertThat(question(Manner.PLAIN, lines).needs()).containsExactly(Ability.IMAGES, Ability.TOOLS);
    }

    @Test
    void a_question_holds_so_many_images_and_no_more() {
        assertThat(question(Manner.PLAIN, Collections.nCopies(20, SEEN)).lines())
                .hasSize(20);
        assertThatThrownBy(() -> question(Manner.PLAIN, Collections.nCopies(21, SEEN)))
                .isInstanceOf(InvalidInput.class);
        var large = image(Part.LARGEST_IMAGE);
        assertThat(question(Manner.PLAIN, Collections.nCopies(4, large)).lines())
                .hasSize(4);
        assertThatThrownBy(() -> question(Manner.PLAIN, Collections.nCopies(5, large)))
                .isInstanceOfSatisfying(
                        InvalidInput.class, refusal -> assertThat(refusal.key()).isEqualTo("calls.refusal.images"));
    }
}
