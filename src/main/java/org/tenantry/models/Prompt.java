package org.tenantry.models;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * All that a model is sent, as far as it takes tokens. {@code model} is the name that the provider knows: what an image
 * takes depends on it.
 */
public record Prompt(String model, List<Message> messages, List<Tool> tools) {
    /** One message; {@code name} is empty when the speaker is not named. */
    public record Message(String role, String name, String text, List<Image> images) {
        public static Message of(String role, String text) {
            return new Message(role, "", text, List.of());
        }
    }

    /** An image by its size in pixels; 0 where it is not known. {@code low}: only a small copy of it is to be looked at. */
    public record Image(int width, int height, boolean low) {
        /** An image of which nothing is known. */
        public static final Image UNKNOWN = new Image(0, 0, false);
    }

    /** A tool that the model may use; {@code parameters} is the JSON Schema of its arguments. */
    public record Tool(String name, String description, JsonObject parameters) {}
}
