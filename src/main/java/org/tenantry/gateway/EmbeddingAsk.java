package org.tenantry.gateway;

import java.util.List;

/**
 * Texts that a model is to turn into vectors: its name at the provider, and of how many dimensions each vector shall be, 0
 * for as many as the model makes.
 */
public record EmbeddingAsk(String model, List<Input> inputs, int dimensions) {
    public EmbeddingAsk {
        inputs = List.copyOf(inputs);
    }

    /** One text; {@code tokens} are there where it was given as such, and {@code text} is then what they spell. */
    public record Input(String text, List<Integer> tokens) {
        public Input {
            tokens = List.copyOf(tokens);
        }

        public static Input of(String text) {
            return new Input(text, List.of());
        }
    }
}
