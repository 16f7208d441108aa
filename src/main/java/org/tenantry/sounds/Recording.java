package org.tenantry.sounds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A recording as its file tells it: the form, by the ending that such files have, and how long it is in milliseconds,
 * rounded up. What the file says of itself is only believed where its size fits: from 1 kbit/s to 40 Mbit/s.
 */
public record Recording(String form, long millis) {
    private static final long MOST_BYTES_PER_MILLI = 5_000;
    private static final long LEAST_BYTES_PER_8_MILLIS = 1;

    /** Pictures and words about the recording may come on top. */
    private static final long BESIDE = 4L << 20;

    /** One way to keep sound in a file. */
    interface Form {
        /** Empty where the file is of another form, or does not tell how long it is. */
        Optional<Recording> read(Bytes file) throws IOException;
    }

    private static final List<Form> FORMS =
            List.of(new Wav(), new Flac(), new Ogg(), new Mp4(), new Matroska(), new Frames());

    /** Empty where nobody can tell: no recording, a broken one, or one of another form. */
    public static Optional<Recording> of(Path path) throws IOException {
        try (var file = new Bytes(path)) {
            for (var form : FORMS) {
                var read = form.read(file);
                if (read.isPresent()) {
                    return read.filter(recording -> recording.fits(file.size()));
                }
            }
            return Optional.empty();
        } catch (Bytes.Short | ArithmeticException broken) {
            return Optional.empty();
        }
    }

    private boolean fits(long size) {
        return millis >= 0
                && millis / 8 <= size / LEAST_BYTES_PER_8_MILLIS
                && Math.max(0, size - BESIDE) / MOST_BYTES_PER_MILLI <= millis;
    }

    /** So many samples at so many a second; empty without a rate. */
    static Optional<Recording> of(String form, long samples, long rate) {
        if (samples < 0 || rate <= 0) {
            return Optional.empty();
        }
        long whole = Math.multiplyExact(samples / rate, 1000L);
        return Optional.of(new Recording(form, whole + ((samples % rate) * 1000 + rate - 1) / rate));
    }
}
