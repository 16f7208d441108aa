package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** A message as the chat page shows it, in the reader's words. {@code model} and {@code footer} belong to answers. */
public record Bubble(
        String id,
        int seq,
        boolean mine,
        String html,
        String reasoning,
        String model,
        String at,
        String time,
        Footer footer) {
    /** What the page's script fills when it adds a message. */
    static Bubble blank(boolean mine) {
        return new Bubble("", 0, mine, "", "", "", "", "", Footer.NONE);
    }

    JsonObjectBuilder json() {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("seq", seq)
                .add("mine", mine)
                .add("html", html)
                .add("reasoning", reasoning)
                .add("model", model)
                .add("at", at)
                .add("time", time)
                .add("footer", footer.json());
    }
}
