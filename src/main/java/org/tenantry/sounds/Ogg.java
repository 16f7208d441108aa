package org.tenantry.sounds;

import java.io.IOException;
import java.util.Optional;

/** Ogg with Opus, Vorbis, Speex or FLAC in it: from the last page of each recording that follows another. */
final class Ogg implements Recording.Form {
    private static final int OPUS_RATE = 48_000;

    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        if (!file.says(0, "OggS")) {
            return Optional.empty();
        }
        var form = "ogg";
        long millis = 0;
        long serial = -1;
        long rate = 0;
        long skip = 0;
        long last = 0;
        boolean found = false;
        long place = 0;
        while (place + 27 <= file.size() && file.says(place, "OggS")) {
            int segments = file.at(place + 26);
            long body = place + 27 + segments;
            long length = 0;
            for (int i = 0; i < segments; i++) {
                length += file.at(place + 27 + i);
            }
            if ((file.at(place + 5) & 2) != 0) {
                long begins = rate(file, body);
                if (begins > 0) {
                    millis += millis(last - skip, rate);
                    serial = file.little(place + 14, 4);
                    rate = begins;
                    skip = file.says(body, "OpusHead") ? file.little(body + 10, 2) : 0;
                    last = skip;
                    found = true;
                }
            } else if (file.little(place + 14, 4) == serial) {
                long granule = file.little(place + 6, 8);
                last = granule < 0 ? last : Math.max(last, granule);
            }
            place = body + length;
        }
        millis += millis(last - skip, rate);
        return found ? Optional.of(new Recording(form, millis)) : Optional.empty();
    }

    private static long millis(long samples, long rate) {
        return rate == 0
                ? 0
                : Recording.of("", Math.max(0, samples), rate).orElseThrow().millis();
    }

    private static long rate(Bytes file, long body) throws IOException {
        if (file.says(body, "OpusHead")) {
            return OPUS_RATE;
        }
        if (file.says(body, "\u0001vorbis")) {
            return file.little(body + 12, 4);
        }
        if (file.says(body, "Speex   ")) {
            return file.little(body + 36, 4);
        }
        return file.says(body, "\u007fFLAC") ? file.big(body + 27, 3) >>> 4 : 0;
    }
}
