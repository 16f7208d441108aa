package org.tenantry.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tenantry.calls.Texts;
import org.tenantry.gateway.EmbeddingAsk.Input;
import org.tenantry.values.InvalidInput;

/**
 * What {@code POST /v1/embeddings} is sent: one text, a list of texts, or the same as tokens. {@code base64}: numbers are
 * wanted in base64; {@code dimensions} is 0 where it is not said how many. Members that are not known are passed over.
 */
record EmbeddingOrder(String model, List<Input> inputs, boolean base64, int dimensions) {
    private static final String INPUT = "input";
    private static final int USUAL_DIMENSIONS = 3_072;
    private static final int LARGEST_TOKEN = 10_000_000;

    static EmbeddingOrder read(Fields body) {
        var model = body.needText("model");
        var format = body.text("encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw body.bad("encoding_format", "float, base64");
        }
        int dimensions =
                body.whole("dimensions", 1, Texts.MOST_DIMENSIONS).orElse(0L).intValue();
        if (!body.has(INPUT)) {
            throw body.missing(INPUT);
        }
        return new EmbeddingOrder(model, inputs(body.value(INPUT)), format.equals("base64"), dimensions);
    }

    private static List<Input> inputs(Object value) {
        if (value instanceof String text) {
            return List.of(Input.of(text));
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(INPUT);
        }
        if (!list.isEmpty() && list.get(0) instanceof BigDecimal) {
            return List.of(tokens(list, INPUT));
        }
        if (list.size() > Texts.MOST) {
            throw new InvalidInput("calls.refusal.embedding.many", Texts.MOST);
        }
        var inputs = new ArrayList<Input>(list.size());
        for (var each : list) {
            var place = INPUT + "[" + inputs.size() + "]";
            if (each instanceof String text) {
                inputs.add(Input.of(text));
            } else if (each instanceof List<?> tokens) {
                inputs.add(tokens(tokens, place));
            } else {
                throw wrong(place);
            }
        }
        return inputs;
    }

    private static Input tokens(List<?> list, String place) {
        var tokens = new ArrayList<Integer>(list.size());
        for (var each : list) {
            boolean whole = each instanceof BigDecimal number
                    && number.signum() >= 0
                    && number.compareTo(BigDecimal.valueOf(LARGEST_TOKEN)) < 0
                    && number.stripTrailingZeros().scale() <= 0;
            if (!whole) {
                throw wrong(place);
            }
            tokens.add(((BigDecimal) each).intValueExact());
        }
        return new Input("", tokens);
    }

    private static BadField wrong(String place) {
        return new BadField(place, "api.refusal.field.choice", place, "text, [text], [token], [[token]]");
    }

    /** What its vectors and their answer will take of the memory, about. */
    long expectedBytes() {
        long numbers = (long) inputs.size() * (dimensions > 0 ? dimensions : USUAL_DIMENSIONS);
        return numbers * (base64 ? 12 : 18);
    }
}
