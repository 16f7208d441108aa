package org.tenantry.limits;

import java.util.ArrayList;
import java.util.List;

/**
 * What passed of one scope within the last minute, in slots of two seconds, and how many answers are being written: what
 * this node let pass, and what the others said. A slot counts until it is wholly older than a minute, so within any
 * minute never more passes than is allowed. About half a kilobyte.
 */
final class Window {
    static final int SLOT_MILLIS = 2_000;
    static final int SLOTS = 31;

    /** Another node's clock may be this many slots ahead of ours before it is not believed. */
    private static final int MOST_AHEAD = 2;

    private final int[] requests = new int[SLOTS];
    private final long[] tokens = new long[SLOTS];
    private int[] otherRequests;
    private long[] otherTokens;
    private int untold;
    private long head;
    private int open;
    private int toldOpen;
    private int otherOpen;
    private long usedMillis;

    static long slot(long millis) {
        return Math.floorDiv(millis, SLOT_MILLIS);
    }

    synchronized void touch(long millis) {
        usedMillis = millis;
    }

    synchronized long used(What what, long millis) {
        advance(millis);
        if (what == What.STREAMS) {
            return (long) open + otherOpen;
        }
        long sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            sum += at(what, i);
        }
        return sum;
    }

    /** After how many milliseconds no more than this is counted any more; 0 when that is so now. */
    synchronized long millisUntil(What what, long atMost, long millis) {
        long left = used(what, millis);
        long leaves = millis;
        for (long slot = head - SLOTS + 1; slot <= head && left > atMost; slot++) {
            long here = at(what, index(slot));
            if (here > 0) {
                left -= here;
                leaves = (slot + SLOTS) * SLOT_MILLIS;
            }
        }
        return Math.max(0, leaves - millis);
    }

    /** Counts what passes now and tells in which slot; the answer it asks for is open from now on. */
    synchronized long pass(int moreRequests, long moreTokens, int moreOpen, long millis) {
        advance(millis);
        int i = index(head);
        requests[i] += moreRequests;
        tokens[i] = plus(tokens[i], moreTokens);
        open += moreOpen;
        untold |= 1 << i;
        return head;
    }

    /** Gives tokens back that were counted in a slot; what has left the minute is not looked for. */
    synchronized void takeBack(long slot, long fewerTokens, long millis) {
        advance(millis);
        if (slot > head - SLOTS && slot <= head) {
            int i = index(slot);
            tokens[i] = Math.max(0, tokens[i] - fewerTokens);
            untold |= 1 << i;
        }
    }

    synchronized void close() {
        open = Math.max(0, open - 1);
    }

    synchronized void heard(long slot, int theirRequests, long theirTokens, long millis) {
        advance(millis);
        if (slot > head && slot <= slot(millis) + MOST_AHEAD) {
            advance(slot * SLOT_MILLIS);
        }
        if (slot <= head - SLOTS || slot > head) {
            return;
        }
        if (otherRequests == null) {
            otherRequests = new int[SLOTS];
            otherTokens = new long[SLOTS];
        }
        otherRequests[index(slot)] = theirRequests;
        otherTokens[index(slot)] = theirTokens;
    }

    synchronized void heardOpen(int theirs) {
        otherOpen = theirs;
    }

    /** What of this node's counts has not been told to the others; it counts as told from now on. */
    synchronized List<Share> untold(String scope, long millis) {
        if (untold == 0) {
            return List.of();
        }
        advance(millis);
        var shares = new ArrayList<Share>();
        for (long slot = head - SLOTS + 1; slot <= head; slot++) {
            int i = index(slot);
            if ((untold & 1 << i) != 0) {
                shares.add(new Share(scope, slot, requests[i], tokens[i]));
            }
        }
        untold = 0;
        return shares;
    }

    synchronized void tellAgain(long slot) {
        if (slot > head - SLOTS && slot <= head) {
            untold |= 1 << index(slot);
        }
    }

    /** How many answers are open here if that has not been told yet, else -1. */
    synchronized int untoldOpen() {
        if (open == toldOpen) {
            return -1;
        }
        toldOpen = open;
        return open;
    }

    synchronized void tellOpenAgain() {
        toldOpen = -1;
    }

    synchronized boolean isOpenHere() {
        return open > 0;
    }

    /** Whether nothing is counted here, and nobody asked for a while. */
    synchronized boolean isIdle(long millis) {
        boolean isQuiet = Math.abs(millis - usedMillis) > 2L * SLOTS * SLOT_MILLIS;
        return isQuiet && open == 0 && otherOpen == 0 && toldOpen == 0 && untold == 0;
    }

    private long at(What what, int i) {
        if (what == What.REQUESTS) {
            return (long) requests[i] + (otherRequests == null ? 0 : otherRequests[i]);
        }
        return plus(tokens[i], otherTokens == null ? 0 : otherTokens[i]);
    }

    /** Empties the slots that have left the minute. A clock that was set back begins anew. */
    private void advance(long millis) {
        long slot = slot(millis);
        if (slot < head - MOST_AHEAD) {
            head = slot - SLOTS;
        }
        if (slot <= head) {
            return;
        }
        for (long next = Math.max(head + 1, slot - SLOTS + 1); next <= slot; next++) {
            int i = index(next);
            requests[i] = 0;
            tokens[i] = 0;
            if (otherRequests != null) {
                otherRequests[i] = 0;
                otherTokens[i] = 0;
            }
            untold &= ~(1 << i);
        }
        head = slot;
    }

    private static int index(long slot) {
        return Math.floorMod(slot, SLOTS);
    }

    private static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
