package org.tenantry.models;

import org.tenantry.values.InvalidInput;

/** What an operator says about a model, names and prices apart. */
public record ModelForm(String label, String tokenizer, int contextTokens, int mostOutputTokens) {
    private static final int LARGEST_CONTEXT = 100_000_000;

    public ModelForm {
        label = Texts.line(label, 200, "models.refusal.label");
        Tokenizer.require(tokenizer);
        if (contextTokens < 1 || contextTokens > LARGEST_CONTEXT) {
            throw new InvalidInput("models.refusal.context", LARGEST_CONTEXT);
        }
        if (mostOutputTokens < 1 || mostOutputTokens > contextTokens) {
            throw new InvalidInput("models.refusal.mostOutput", contextTokens);
        }
    }

    @Override
    public String toString() {
        return label + ", " + tokenizer + ", " + contextTokens + "/" + mostOutputTokens;
    }
}
