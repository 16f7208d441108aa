package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * A message as the chat page shows it, in the reader's words. {@code model} and {@code footer} belong to answers. {@code
 * version} tells which of several it is, like 2/3, and is empty for the only one; {@code previous} and {@code next} are the
 * ids of those beside it.
 */
public record Bubble(
        String id,
        int seq,
        boolean mine,
        String html,
        String reasoning,
        String model,
        String at,
        String time,
        Footer footer,
        String version,
        String previous,
        String next) {
    /** What the page's script fills when it adds a message. */
    static Bubble blank(boolean mine) {
        return new Bubble("", 0, mine, "", "", "", "", "", Footer.NONE, "", "", "");
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
                .add("footer", footer.json())
                .add("version", version)
                .add("previous", previous)
                .add("next", next);
    }
}
