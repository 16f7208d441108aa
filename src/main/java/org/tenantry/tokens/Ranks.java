package org.tenantry.tokens;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The tokens of one encoding, found by their bytes in a table without objects. A token's rank is its place in the list
 * that the encoding is published as; the lower of two ranks is merged first. Never changed after it was read.
 */
final class Ranks {
    /** These bytes are no token. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int PAIRS = 1 << 16;
    private static final int FILTER = 1 << 15;
    private static final int FACTOR = 0x01000193;

    private final int[] pairs = new int[PAIRS];
    private final int[] singles = new int[256];
    private final byte[] bytes;
    private final int[] starts;
    /** Hash in the upper half, rank + 1 in the lower; 0 is free. */
    private final long[] slots;

    /** One bit for about ten that a token's hash may have: most of what is looked up is no token, and ends here. */
    private final long[] filter = new long[FILTER];

    private final int longest;

    private Ranks(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
        int tokens = starts.length - 1;
        slots = new long[Integer.highestOneBit(tokens) * 4];
        Arrays.fill(pairs, NONE);
        Arrays.fill(singles, NONE);
        int most = 0;
        for (int rank = 0; rank < tokens; rank++) {
            most = Math.max(most, add(rank));
        }
        longest = most;
    }

    /** Reads a list of lines with a token in base64 and its rank, in the order of ranks. */
    static Ranks read(Class<?> beside, String resource) {
        try (var in = new BufferedInputStream(beside.getResourceAsStream(resource), 1 << 16)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ranks read(InputStream in) throws IOException {
        var list = in.readAllBytes();
        var bytes = new byte[list.length];
        var starts = new int[1 << 18];
        int tokens = 0;
        int filled = 0;
        for (int at = 0; at < list.length; ) {
            int space = find(list, at, (byte) ' ');
            int end = find(list, space, (byte) '\n');
            var token = Base64.getDecoder().decode(Arrays.copyOfRange(list, at, space));
            if (number(list, space + 1, end) != tokens) {
                throw new IOException("the list of tokens has a gap at " + tokens);
            }
            System.arraycopy(token, 0, bytes, filled, token.length);
            starts[tokens++] = filled;
            filled += token.length;
            at = end + 1;
        }
        starts[tokens] = filled;
        return new Ranks(Arrays.copyOf(bytes, filled), Arrays.copyOf(starts, tokens + 1));
    }

    private static int find(byte[] list, int from, byte what) {
        int at = from;
        while (at < list.length && list[at] != what) {
            at++;
        }
        return at;
    }

    private static int number(byte[] list, int from, int to) {
        int number = 0;
        for (int at = from; at < to && list[at] != '\r'; at++) {
            number = 10 * number + list[at] - '0';
        }
        return number;
    }

    private int add(int rank) {
        int from = starts[rank];
        int length = starts[rank + 1] - from;
        if (length == 1) {
            singles[bytes[from] & 0xFF] = rank;
        } else if (length == 2) {
            pairs[pair(bytes[from], bytes[from + 1])] = rank;
        }
        int hash = hash(bytes, from, from + length);
        filter[hash >>> 17] |= 1L << (hash >>> 11);
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = (long) hash << 32 | rank + 1;
        return length;
    }

    /** The bytes of a token, null where there is none of that rank. */
    byte[] token(int rank) {
        return rank < 0 || rank >= starts.length - 1 ? null : Arrays.copyOfRange(bytes, starts[rank], starts[rank + 1]);
    }

    /** The rank of these bytes, or {@link #NONE}. */
    int of(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 2) {
            return pairs[pair(text[from], text[from + 1])];
        }
        if (length == 1) {
            return singles[text[from] & 0xFF];
        }
        return length > longest ? NONE : find(text, from, to, hash(text, from, to));
    }

    private int find(byte[] text, int from, int to, int hash) {
        if ((filter[hash >>> 17] & 1L << (hash >>> 11)) == 0) {
            return NONE;
        }
        int slot = hash & slots.length - 1;
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if ((int) (entry >>> 32) == hash) {
                int rank = (int) entry - 1;
                if (Arrays.equals(bytes, starts[rank], starts[rank + 1], text, from, to)) {
                    return rank;
                }
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = (hash ^ text[at]) * FACTOR;
        }
        return hash ^ hash >>> 15;
    }

    private static int pair(byte first, byte second) {
        return (first & 0xFF) << 8 | second & 0xFF;
    }
}
