package org.tenantry.calls;

import org.tenantry.gateway.TranscriptionAsk;
import org.tenantry.values.ModelId;

/**
 * A recording that a program wants written down. {@code millis} is how long it is; where its file does not tell ({@code
 * known} false), it is the most that a file of its size can hold, which is one byte a millisecond (8 kbit/s). {@code once}
 * names the wish.
 */
public record Sound(ModelId model, TranscriptionAsk ask, long millis, boolean known, String once) {
    /** A recording of which the file tells how long it is. */
    public static Sound known(ModelId model, TranscriptionAsk ask, long millis, String once) {
        return new Sound(model, ask, millis, true, once);
    }

    /** One that is only known by its size. */
    public static Sound unknown(ModelId model, TranscriptionAsk ask, String once) {
        return new Sound(model, ask, ask.bytes(), false, once);
    }
}
