package org.tenantry.calls;

import java.util.List;
import java.util.stream.Stream;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.Manner;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;

/**
 * A call for which value is held and that may now be sent. {@code fallbacks} are the models, in order, that may take it
 * over as long as nothing was heard. {@code shortened}: the wallet or a budget pays for fewer output tokens than were
 * asked, and {@code mostOutputTokens} says how many. {@code lines} and {@code manner} are what is sent: what the model
 * cannot do has been left out. {@code route} tells how its model was chosen.
 */
public record HeldCall(
        RequestId id,
        OfferedModel model,
        List<OfferedModel> fallbacks,
        List<Question.Line> lines,
        long promptTokens,
        int mostOutputTokens,
        Money hold,
        boolean shortened,
        Manner manner,
        Route route,
        Tried tried) {
    /** The model for which it is held now: the one that answers, or whose turn it is. */
    public OfferedModel answeredBy() {
        return tried.model();
    }

    List<OfferedModel> candidates() {
        return Stream.concat(Stream.of(model), fallbacks.stream()).toList();
    }
}
