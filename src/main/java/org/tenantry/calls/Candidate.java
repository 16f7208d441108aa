package org.tenantry.calls;

import java.util.Optional;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.TokenUsage;

/** A model that is on and has a price, with all that decides whether it may answer; {@code barred} is known beforehand. */
public record Candidate(OfferedModel model, int strength, boolean images, boolean tools, Optional<Obstacle> barred) {
    /** Why a model cannot answer. */
    public enum Obstacle {
        /** The plan does not include it. */
        NOT_IN_PLAN,
        /** The tenant's admin does not want it. */
        REFUSED,
        NO_IMAGES,
        NO_TOOLS,
        /** The conversation does not fit. */
        TOO_SMALL,
        /** Its provider fails at present: it is asked only where no other can answer. */
        UNWELL
    }

    /** How long an answer is taken to be where costs are compared beforehand, in tokens. */
    static final int USUAL_ANSWER = 500;

    public ModelId id() {
        return model.id();
    }

    /** What keeps it from answering a prompt of so many tokens; only what is nothing else is unwell. */
    Optional<Obstacle> obstacle(Traits traits, long promptTokens) {
        if (barred.isPresent() && barred.get() != Obstacle.UNWELL) {
            return barred;
        }
        if (traits.images() && !images) {
            return Optional.of(Obstacle.NO_IMAGES);
        }
        if (traits.tools() && !tools) {
            return Optional.of(Obstacle.NO_TOOLS);
        }
        int answer = Math.min(model.mostOutputTokens(), model.contextTokens() / 4);
        return promptTokens + answer > model.contextTokens() ? Optional.of(Obstacle.TOO_SMALL) : barred;
    }

    /** What the prompt and a usual answer cost. */
    public Money cost(Traits traits) {
        return model.sell().of(TokenUsage.of(traits.promptTokens(), Math.min(USUAL_ANSWER, model.mostOutputTokens())));
    }
}
