package org.tenantry.calls;

import java.util.List;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.Manner;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;

/**
 * A call for which value is held and that may now be sent. {@code shortened}: the wallet or a budget pays for fewer
 * output tokens than were asked, and {@code mostOutputTokens} says how many. {@code lines} and {@code manner} are what is
 * sent: what the model cannot do has been left out. {@code heard} counts what is said.
 */
public record HeldCall(
        RequestId id,
        OfferedModel model,
        List<Question.Line> lines,
        long promptTokens,
        int mostOutputTokens,
        Money hold,
        boolean shortened,
        Manner manner,
        Heard heard) {
    /** Plain words. */
    public HeldCall(
            RequestId id,
            OfferedModel model,
            List<Question.Line> lines,
            long promptTokens,
            int mostOutputTokens,
            Money hold,
            boolean shortened) {
        this(id, model, lines, promptTokens, mostOutputTokens, hold, shortened, Manner.PLAIN, new Heard());
    }
}
