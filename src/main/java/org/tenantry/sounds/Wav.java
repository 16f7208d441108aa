package org.tenantry.sounds;

import java.io.IOException;
import java.util.Optional;

/** RIFF and RF64 with samples in them; where the length of the samples is not known, they go on to the end. */
final class Wav implements Recording.Form {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int MOST_CHUNKS = 10_000;

    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        if (!(file.says(0, "RIFF") || file.says(0, "RF64")) || !file.says(8, "WAVE")) {
            return Optional.empty();
        }
        long perSecond = 0;
        long place = 12;
        for (int i = 0; i < MOST_CHUNKS && place + 8 <= file.size(); i++) {
            long length = file.little(place + 4, 4);
            if (file.says(place, "fmt ")) {
                perSecond = perSecond(file, place + 8);
            } else if (file.says(place, "data")) {
                long bytes = Math.min(length, file.size() - place - 8);
                return perSecond == 0 ? Optional.empty() : Recording.of("wav", bytes, perSecond);
            }
            place += 8 + length + (length & 1);
        }
        return Optional.empty();
    }

    /** Plain samples are as many as rate and size of one say, whatever else is told. */
    private static long perSecond(Bytes file, long place) throws IOException {
        int format = (int) file.little(place, 2);
        boolean plain = format == PCM || format == FLOAT || format == EXTENSIBLE;
        return plain ? file.little(place + 4, 4) * file.little(place + 12, 2) : file.little(place + 8, 4);
    }
}
