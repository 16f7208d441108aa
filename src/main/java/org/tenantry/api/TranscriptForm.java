package org.tenantry.api;

import java.util.function.Supplier;
import org.tenantry.gateway.Transcript;

/** Writes what was said in a recording as it was asked for; JSON with the seconds that are paid, as OpenAI tells them. */
final class TranscriptForm extends WholeForm {
    private static final String PLAIN = "text/plain;charset=UTF-8";
    private static final long SECOND = 1_000;

    private final boolean json;
    private final Supplier<Transcript> words;
    private final Runnable over;

    TranscriptForm(boolean json, Supplier<Transcript> words, Runnable over) {
        this.json = json;
        this.words = words;
        this.over = over;
    }

    @Override
    public byte[] whole(Whole answer) {
        var body = words.get().body();
        if (!json) {
            return body;
        }
        long seconds = (answer.usage().audioMillis() + SECOND - 1) / SECOND;
        return new JsonBytes(body.length + 64)
                .raw(body, body.length - 1)
                .raw(",\"usage\":{\"type\":\"duration\",\"seconds\":")
                .raw(seconds)
                .raw("}}")
                .bytes();
    }

    @Override
    public String type() {
        return json ? ApiError.JSON : PLAIN;
    }

    @Override
    public void over() {
        over.run();
    }
}
