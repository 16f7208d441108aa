package org.tenantry.sounds;

import java.io.IOException;
import java.util.Optional;

/** WebM and Matroska: as long as the file says or its last block begins, whichever is later; browsers say nothing. */
final class Matroska implements Recording.Form {
    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int CLUSTER = 0x1F43B675;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int SCALE = 0x2AD7B1;
    private static final int DURATION = 0x4489;
    private static final int TIME = 0xE7;
    private static final int MOST_ELEMENTS = 2_000_000;
    private static final long MILLION = 1_000_000;

    /** How long the last block is, which it does not say itself. */
    private static final long LAST_MILLIS = 60;

    private static final long LONGEST_MILLIS = 1L << 40;

    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        if (file.size() < 8 || file.big(0, 4) != EBML) {
            return Optional.empty();
        }
        long scale = MILLION;
        long told = 0;
        long cluster = 0;
        long last = -1;
        long place = 0;
        for (int i = 0; i < MOST_ELEMENTS && place + 2 <= file.size(); i++) {
            int idLength = Integer.numberOfLeadingZeros(file.at(place)) - 23;
            if (idLength > 4 || place + idLength >= file.size()) {
                break;
            }
            long id = file.big(place, idLength);
            place += idLength;
            int sizeLength = Integer.numberOfLeadingZeros(file.at(place)) - 23;
            if (sizeLength > 8 || place + sizeLength > file.size()) {
                break;
            }
            long size = file.big(place, sizeLength) & (1L << 7 * sizeLength) - 1;
            place += sizeLength;
            boolean nest = id == SEGMENT || id == INFO || id == CLUSTER || id == BLOCK_GROUP;
            if (nest) {
                continue;
            }
            if (size > file.size() - place) {
                break; // cut off, or of no known length
            }
            if (id == SCALE && size >= 1 && size <= 8) {
                scale = Math.max(1, file.big(place, (int) size));
            } else if (id == DURATION && (size == 4 || size == 8)) {
                told = ticks(file.big(place, (int) size), (int) size);
            } else if (id == TIME && size >= 1 && size <= 8) {
                cluster = file.big(place, (int) size);
            } else if ((id == BLOCK || id == SIMPLE_BLOCK) && size >= 4) {
                int track = Integer.numberOfLeadingZeros(file.at(place)) - 23;
                last = Math.max(last, cluster + (short) file.big(place + Math.min(track, 4), 2));
            }
            place += size;
        }
        long blocks = last < 0 ? 0 : millis(last, scale) + LAST_MILLIS;
        long millis = Math.max(millis(told, scale), blocks);
        return millis == 0 ? Optional.empty() : Optional.of(new Recording("webm", millis));
    }

    /** Kept as a number with a fraction, of which only the whole part matters. */
    private static long ticks(long bits, int size) {
        var ticks = size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        return ticks > 0 && ticks < LONGEST_MILLIS ? (long) Math.ceil(ticks) : 0;
    }

    private static long millis(long ticks, long scale) {
        if (ticks < 0 || ticks > LONGEST_MILLIS || scale > LONGEST_MILLIS) {
            throw new Bytes.Short();
        }
        return Math.addExact(Math.multiplyExact(ticks, scale), MILLION - 1) / MILLION;
    }
}
