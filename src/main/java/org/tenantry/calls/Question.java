package org.tenantry.calls;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Manner;
import org.tenantry.values.ModelId;
import org.tenantry.values.Part;
import org.tenantry.values.ToolRequest;

/**
 * What a member wants a model to answer, and in which manner. {@code idempotencyKey} is the client's own key for this
 * wish, {@code bodyHash} the SHA-256 (hex) of all that the wish says: the same key with another body is refused.
 * {@code mostOutputTokens} of 0 means the model's own limit. {@code conversation} may be null. It holds at most 20 images
 * of 20 MiB together.
 */
public record Question(
        ModelId model,
        List<Line> lines,
        int mostOutputTokens,
        String idempotencyKey,
        String bodyHash,
        UUID conversation,
        Manner manner) {
    /** Where what a wish says is compared elsewhere: each such wish has an idempotency key that is new. */
    public static final String NO_HASH = "0".repeat(64);

    private static final int MOST_IMAGES = 20;
    private static final long LARGEST_IMAGES = 20L << 20;

    public Question {
        lines = List.copyOf(lines);
        var images = lines.stream().flatMap(line -> line.images().stream()).toList();
        if (images.size() > MOST_IMAGES
                || images.stream().mapToLong(Part.Image::size).sum() > LARGEST_IMAGES) {
            throw new InvalidInput("calls.refusal.images", MOST_IMAGES, LARGEST_IMAGES >> 20);
        }
    }

    /** Plain words. */
    public Question(
            ModelId model,
            List<Line> lines,
            int mostOutputTokens,
            String idempotencyKey,
            String bodyHash,
            UUID conversation) {
        this(model, lines, mostOutputTokens, idempotencyKey, bodyHash, conversation, Manner.PLAIN);
    }

    /**
     * What a model must be able to do to answer: what is asked now counts, from the member's last line on, and not what
     * was shown to another model before.
     */
    public Set<Ability> needs() {
        int now = lines.size() - 1;
        while (now > 0 && lines.get(now).voice() != Voice.USER) {
            now--;
        }
        return needs(lines.subList(Math.max(0, now), lines.size()), manner);
    }

    static Set<Ability> needs(List<Line> lines, Manner manner) {
        var needs = EnumSet.noneOf(Ability.class);
        if (lines.stream().anyMatch(line -> !line.images().isEmpty())) {
            needs.add(Ability.IMAGES);
        }
        if (manner.hasTools()
                || lines.stream()
                        .anyMatch(line ->
                                line.voice() == Voice.TOOL || !line.requests().isEmpty())) {
            needs.add(Ability.TOOLS);
        }
        if (manner.form().kind() != Manner.Form.Kind.TEXT) {
            needs.add(Ability.JSON);
        }
        return needs;
    }

    /**
     * One earlier or present message, oldest first. An assistant's may ask for tools; a tool's names the request that it
     * {@code answers}.
     */
    public record Line(Voice voice, List<Part> parts, List<ToolRequest> requests, String answers) {
        public Line {
            parts = List.copyOf(parts);
            requests = List.copyOf(requests);
        }

        /** Words only. */
        public Line(Voice voice, String text) {
            this(voice, List.of(new Part.Text(text)), List.of(), "");
        }

        /** Words and images. */
        public Line(Voice voice, List<Part> parts) {
            this(voice, parts, List.of(), "");
        }

        /** What came of a tool. */
        public static Line answer(ToolRequest request, String text) {
            return new Line(Voice.TOOL, List.of(new Part.Text(text)), List.of(), request.id());
        }

        /** All its words. */
        public String text() {
            return Part.words(parts);
        }

        public List<Part.Image> images() {
            return Part.images(parts);
        }
    }

    /** Who says a line. */
    public enum Voice {
        SYSTEM,
        USER,
        ASSISTANT,
        /** What came of a tool. */
        TOOL
    }
}
