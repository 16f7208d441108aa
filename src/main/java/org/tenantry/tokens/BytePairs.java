package org.tenantry.tokens;

import java.util.Arrays;

/**
 * Counts the tokens of pieces of text by merging neighbours, the lowest rank first and the left one of equals. A long
 * piece takes time of the order of n log n, whatever it says. For one thread.
 */
final class BytePairs {
    /** Up to here the next merge is searched for; beyond, a heap knows it. */
    private static final int SHORT = 64;

    private static final int NONE = Ranks.NONE;

    private final Ranks ranks;
    /** Where the part after the one that starts here begins, and the one before. */
    private int[] next = new int[SHORT + 1];

    private int[] previous = new int[SHORT + 1];

    /** What merging the part that starts here with the next would give. */
    private int[] merged = new int[SHORT + 1];

    private long[] heap = new long[0];
    private int waiting;

    BytePairs(Ranks ranks) {
        this.ranks = ranks;
    }

    /** How many tokens the first bytes are. */
    int count(byte[] piece, int length) {
        if (length == 1 || ranks.of(piece, 0, length) != NONE) {
            return 1;
        }
        return length <= SHORT ? countShort(piece, length) : countLong(piece, length);
    }

    /** Parts are kept close together, so that the search for the next merge is a short run over an array. */
    private int countShort(byte[] piece, int length) {
        var start = next;
        int parts = length;
        for (int i = 0; i < length; i++) {
            start[i] = i;
            merged[i] = i + 1 < length ? ranks.of(piece, i, i + 2) : NONE;
        }
        start[length] = length;
        while (parts > 1) {
            int best = NONE;
            int at = 0;
            for (int i = 0; i < parts - 1; i++) {
                if (merged[i] < best) {
                    best = merged[i];
                    at = i;
                }
            }
            if (best == NONE) {
                break;
            }
            System.arraycopy(start, at + 2, start, at + 1, parts - at - 1);
            System.arraycopy(merged, at + 2, merged, at + 1, parts - at - 2);
            parts--;
            merged[at] = at + 1 < parts ? ranks.of(piece, start[at], start[at + 2]) : NONE;
            if (at > 0) {
                merged[at - 1] = ranks.of(piece, start[at - 1], start[at + 1]);
            }
        }
        return parts;
    }

    private int countLong(byte[] piece, int length) {
        if (next.length <= length) {
            next = new int[length + 1];
            previous = new int[length + 1];
            merged = new int[length + 1];
        }
        waiting = 0;
        if (heap.length < length) {
            heap = new long[length];
        }
        for (int i = 0; i < length; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        for (int i = 0; i + 1 < length; i++) {
            merge(piece, i, length);
        }
        int parts = length;
        while (waiting > 0) {
            long least = take();
            int at = (int) least;
            if (merged[at] != (int) (least >>> 32)) {
                continue; // it was merged otherwise meanwhile
            }
            int gone = next[at];
            int after = next[gone];
            merged[gone] = NONE;
            next[at] = after;
            if (after < length) {
                previous[after] = at;
            }
            parts--;
            merge(piece, at, length);
            if (previous[at] >= 0) {
                merge(piece, previous[at], length);
            }
        }
        return parts;
    }

    /** Looks up what the part that starts here gives with the next one, and lets it wait for its turn. */
    private void merge(byte[] piece, int at, int length) {
        int second = next[at];
        int rank = second < length ? ranks.of(piece, at, next[second]) : NONE;
        merged[at] = rank;
        if (rank != NONE) {
            put((long) rank << 32 | at);
        }
    }

    private void put(long entry) {
        if (waiting == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heap.length);
        }
        int at = waiting++;
        while (at > 0) {
            int above = at - 1 >>> 1;
            if (heap[above] <= entry) {
                break;
            }
            heap[at] = heap[above];
            at = above;
        }
        heap[at] = entry;
    }

    private long take() {
        long least = heap[0];
        long last = heap[--waiting];
        int at = 0;
        for (int below = 1; below < waiting; below = 2 * at + 1) {
            if (below + 1 < waiting && heap[below + 1] < heap[below]) {
                below++;
            }
            if (last <= heap[below]) {
                break;
            }
            heap[at] = heap[below];
            at = below;
        }
        heap[at] = last;
        return least;
    }
}
