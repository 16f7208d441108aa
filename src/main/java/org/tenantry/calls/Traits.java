package org.tenantry.calls;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.OptionalInt;
import org.tenantry.models.Tokenizers;

/**
 * What the conditions of rules look at. {@code tokens} are those of the new question alone, {@code promptTokens} of all
 * that would be sent; {@code text} is the question's beginning in small letters; {@code budgetLeft} is the share of the
 * tightest budget in hundredths, empty without one; day and time are the tenant's.
 */
public record Traits(
        long tokens,
        long promptTokens,
        boolean code,
        boolean tools,
        boolean images,
        String text,
        Language language,
        int depth,
        OptionalInt budgetLeft,
        DayOfWeek day,
        LocalTime time,
        boolean admin) {
    /** Only so much of a question is looked at for code, language and words. */
    static final int LOOKED_AT = 20_000;

    /** One ruler for all models, so that a rule means the same whichever answers. */
    private static final String RULER = "o200k_base";

    static Traits of(Occasion occasion, OptionalInt budgetLeft, ZonedDateTime now, boolean admin) {
        var question = occasion.question();
        var beginning = question.length() > LOOKED_AT ? question.substring(0, LOOKED_AT) : question;
        var text = beginning.toLowerCase(Locale.ROOT);
        long tokens = Tokenizers.text(RULER, question);
        return new Traits(
                tokens,
                Math.max(tokens, occasion.promptTokens()),
                CodeMarks.in(text),
                occasion.tools(),
                occasion.images(),
                text,
                Language.of(beginning),
                occasion.depth(),
                budgetLeft,
                now.getDayOfWeek(),
                now.toLocalTime(),
                admin);
    }
}
