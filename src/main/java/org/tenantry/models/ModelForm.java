package org.tenantry.models;

import org.tenantry.values.InvalidInput;

/**
 * What an operator says about a model, names and prices apart; {@code can} is what it can do beyond words. Of a model that
 * makes vectors {@code contextTokens} is how long one text may be; one that writes down recordings has no tokens at all.
 */
public record ModelForm(
        String label, ModelKind kind, String tokenizer, int contextTokens, int mostOutputTokens, Capabilities can) {
    private static final int LARGEST_CONTEXT = 100_000_000;

    public ModelForm {
        if (kind != ModelKind.CHAT) {
            mostOutputTokens = 1;
            can = Capabilities.NONE;
        }
        if (kind == ModelKind.TRANSCRIPTION) {
            contextTokens = 1;
            tokenizer = Tokenizer.ESTIMATE.code();
        }
        label = Texts.line(label, 200, "models.refusal.label");
        Tokenizer.require(tokenizer);
        if (contextTokens < 1 || contextTokens > LARGEST_CONTEXT) {
            throw new InvalidInput("models.refusal.context", LARGEST_CONTEXT);
        }
        if (mostOutputTokens < 1 || mostOutputTokens > contextTokens) {
            throw new InvalidInput("models.refusal.mostOutput", contextTokens);
        }
    }

    /** What is known of a model of that name; a modest guess when nothing is. */
    public static ModelForm guess(ProviderKind kind, String upstreamName) {
        int context = 8_192;
        int output = 2_048;
        if (upstreamName.startsWith("gpt-4.1")) {
            context = 1_047_576;
            output = 32_768;
        } else if (upstreamName.matches("(gpt-4o|chatgpt-4o).*")) {
            context = 128_000;
            output = 16_384;
        } else if (upstreamName.startsWith("gpt-5")) {
            context = 400_000;
            output = 128_000;
        } else if (upstreamName.matches("o[1-9].*")) {
            context = 200_000;
            output = 100_000;
        }
        var model = ModelKind.guess(upstreamName);
        return new ModelForm(
                upstreamName,
                model,
                Tokenizers.guess(kind, upstreamName),
                context,
                output,
                Capabilities.guess(kind, upstreamName));
    }

    public ModelForm with(Capabilities other) {
        return new ModelForm(label, kind, tokenizer, contextTokens, mostOutputTokens, other);
    }

    @Override
    public String toString() {
        return label + ", " + kind.code() + ", " + tokenizer + ", " + contextTokens + "/" + mostOutputTokens + ", "
                + can;
    }
}
