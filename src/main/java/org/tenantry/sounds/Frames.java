package org.tenantry.sounds;

import java.io.IOException;
import java.util.Optional;

/** MP3 (all layers of MPEG audio) and AAC without a container: counted frame by frame, so that no header can lie. */
final class Frames implements Recording.Form {
    /** Rubbish before and between frames, in all. */
    private static final int MOST_RUBBISH = 64 << 10;

    private static final int[] AAC_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int[] MPEG_RATES = {44_100, 48_000, 32_000};
    private static final int[][] KBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };

    /** The head of a frame. */
    private record Head(boolean aac, int rate, int samples, int length) {
        boolean follows(Head other) {
            return aac == other.aac && rate == other.rate;
        }
    }

    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        long place = file.afterTags();
        long samples = 0;
        int frames = 0;
        int rubbish = 0;
        Head first = null;
        while (place + 7 <= file.size() && rubbish <= MOST_RUBBISH) {
            var head = head(file, place);
            boolean fits = head != null
                    && place + head.length() <= file.size()
                    && (first == null ? begins(file, place, head) : head.follows(first));
            if (!fits) {
                place++;
                rubbish++;
                continue;
            }
            boolean index = first == null && isIndex(file, place, head);
            first = head;
            samples += index ? 0 : head.samples();
            frames++;
            place += head.length();
        }
        boolean whole = rubbish <= MOST_RUBBISH || file.size() - place < MOST_RUBBISH;
        return first == null || frames < 2 || !whole
                ? Optional.empty()
                : Recording.of(first.aac() ? "aac" : "mp3", samples, first.rate());
    }

    /** One frame may be an accident; two in a row are none. */
    private static boolean begins(Bytes file, long place, Head head) throws IOException {
        long after = place + head.length();
        if (after + 7 > file.size()) {
            return false;
        }
        var next = head(file, after);
        return next != null && next.follows(head);
    }

    /** The first frame of an MP3 may hold nothing but a table of what follows. */
    private static boolean isIndex(Bytes file, long place, Head head) throws IOException {
        if (head.aac()) {
            return false;
        }
        for (long at = place + 4; at + 4 < place + Math.min(head.length(), 60); at++) {
            if (file.says(at, "Xing") || file.says(at, "Info") || file.says(at, "VBRI")) {
                return true;
            }
        }
        return false;
    }

    private static Head head(Bytes file, long place) throws IOException {
        if (file.at(place) != 0xff || (file.at(place + 1) & 0xe0) != 0xe0) {
            return null;
        }
        int layer = file.at(place + 1) >> 1 & 3;
        return layer == 0 ? aac(file, place) : mpeg(file, place, 4 - layer);
    }

    private static Head aac(Bytes file, long place) throws IOException {
        int rate = file.at(place + 2) >> 2 & 15;
        int length = (int) (file.big(place + 3, 3) >> 5 & 0x1fff);
        boolean sync = (file.at(place + 1) & 0xf6) == 0xf0;
        if (!sync || rate >= AAC_RATES.length || length < 7) {
            return null;
        }
        return new Head(true, AAC_RATES[rate], 1024 * ((file.at(place + 6) & 3) + 1), length);
    }

    private static Head mpeg(Bytes file, long place, int layer) throws IOException {
        int version = file.at(place + 1) >> 3 & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
        int kbits = file.at(place + 2) >> 4;
        int rate = file.at(place + 2) >> 2 & 3;
        if (version == 1 || kbits == 0 || kbits == 15 || rate == 3) {
            return null;
        }
        boolean one = version == 3;
        int table = one ? layer - 1 : layer == 1 ? 3 : 4;
        int bits = KBITS[table][kbits] * 1000;
        int hertz = MPEG_RATES[rate] >> (one ? 0 : version == 2 ? 1 : 2);
        int padding = file.at(place + 2) >> 1 & 1;
        int samples = layer == 1 ? 384 : layer == 3 && !one ? 576 : 1152;
        int length = layer == 1 ? (12 * bits / hertz + padding) * 4 : samples / 8 * bits / hertz + padding;
        return length < 8 ? null : new Head(false, hertz, samples, length);
    }
}
