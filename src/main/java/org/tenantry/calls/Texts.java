package org.tenantry.calls;

import java.util.ArrayList;
import java.util.List;
import org.tenantry.gateway.EmbeddingAsk.Input;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Tokenizers;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/**
 * Texts that a program wants turned into vectors: from 1 to 2,048, none empty, none longer than the model takes, and all
 * together at most 300,000 tokens. {@code dimensions} is how long each vector shall be, 0 for as long as the model makes
 * them; {@code once} names the wish.
 */
public record Texts(ModelId model, List<Input> inputs, int dimensions, String once) {
    /** So many texts at a time. */
    public static final int MOST = 2_048;

    /** No vector is longer. */
    public static final int MOST_DIMENSIONS = 16_384;

    private static final long MOST_TOKENS = 300_000;

    public Texts {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new InvalidInput("calls.refusal.embedding.none");
        }
        if (inputs.size() > MOST) {
            throw new InvalidInput("calls.refusal.embedding.many", MOST);
        }
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw new InvalidInput("calls.refusal.embedding.dimensions", MOST_DIMENSIONS);
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).text().isEmpty() && inputs.get(i).tokens().isEmpty()) {
                throw new InvalidInput("calls.refusal.embedding.empty", i + 1);
            }
        }
    }

    /** The same as this model takes them, and how many tokens they are for it. */
    record Counted(List<Input> inputs, long tokens, boolean exact) {}

    Counted countedFor(OfferedModel model) {
        var read = new ArrayList<Input>(inputs.size());
        long all = 0;
        for (int i = 0; i < inputs.size(); i++) {
            var input = readBy(model, inputs.get(i), i + 1);
            long tokens = input.tokens().isEmpty()
                    ? Tokenizers.text(model.tokenizer(), input.text())
                    : input.tokens().size();
            if (tokens > model.contextTokens()) {
                throw new InvalidInput(
                        "calls.refusal.embedding.long", i + 1, tokens, model.label(), model.contextTokens());
            }
            all += tokens;
            if (all > MOST_TOKENS) {
                throw new InvalidInput("calls.refusal.embedding.total", all, MOST_TOKENS);
            }
            read.add(input);
        }
        return new Counted(read, Math.max(1, all), Tokenizers.exact(model.tokenizer()));
    }

    /** Tokens stay tokens only where model and provider know them; everybody else is told what they spell. */
    private static Input readBy(OfferedModel model, Input input, int number) {
        if (input.tokens().isEmpty()) {
            return input;
        }
        var spelled = Tokenizers.spelled(model.tokenizer(), input.tokens())
                .orElseThrow(() -> new InvalidInput("calls.refusal.embedding.token", number));
        boolean known = Tokenizers.takesTokens(model.tokenizer())
                && (model.kind() == ProviderKind.OPENAI || model.kind() == ProviderKind.AZURE);
        if (known) {
            return new Input(spelled.text(), input.tokens());
        }
        if (!spelled.whole()) {
            throw new InvalidInput("calls.refusal.embedding.tokens", number);
        }
        return Input.of(spelled.text());
    }
}
