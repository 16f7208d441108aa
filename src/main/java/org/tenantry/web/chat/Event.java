package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import org.tenantry.chat.Change;
import org.tenantry.web.Voice;

/** The events of an answer's stream as they are written on the line. */
final class Event {
    /** The id of the last event of a stream: a browser that has it needs nothing more. */
    static final String LAST = "done";

    static final byte[] BEAT = ": beat\n\n".getBytes(StandardCharsets.UTF_8);

    private Event() {}

    static byte[] of(Change.Step step, Voice voice) {
        var id = step.after().toString();
        if (step.change() instanceof Change.Block block) {
            return event(
                    "block",
                    id,
                    Json.createObjectBuilder()
                            .add("i", block.index())
                            .add("html", block.html())
                            .add("closed", block.closed()));
        }
        if (step.change() instanceof Change.Reasoning reasoning) {
            return event(
                    "reason",
                    id,
                    Json.createObjectBuilder().add("at", reasoning.at()).add("text", reasoning.text()));
        }
        var finished = ((Change.Over) step.change()).finished();
        var footer = Footer.of(voice, finished.state(), finished.failure(), finished.receipt())
                .json()
                .add("model", finished.model())
                .add("wait", finished.retryAfterSeconds());
        return event(LAST, LAST, footer);
    }

    static byte[] answer(Bubble bubble) {
        return event(
                "answer",
                "",
                Json.createObjectBuilder().add("html", bubble.html()).add("reasoning", bubble.reasoning()));
    }

    static byte[] done(Footer footer) {
        return event(LAST, LAST, footer.json());
    }

    /** JSON has no line break of its own, so the data is one line. */
    private static byte[] event(String name, String id, JsonObjectBuilder data) {
        return ("event: " + name + "\nid: " + id + "\ndata: " + data.build() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
