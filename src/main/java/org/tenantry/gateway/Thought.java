package org.tenantry.gateway;

/**
 * Takes apart what some models write inline: {@code <think>…</think>} at the very beginning of an answer is reasoning,
 * wherever the pieces are split. Anywhere else these are words like others.
 */
final class Thought {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";
    private static final int MOST_SPACE = 200;

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEFORE;

    private enum State {
        /** Nothing but space so far. */
        BEFORE,
        INSIDE,
        /** Space after the thought says nothing. */
        BETWEEN,
        AFTER
    }

    /** What can be told by now; a mark that has only begun is held back. */
    Delta hear(String piece) {
        if (state == State.AFTER) {
            return new Delta(piece, "");
        }
        held.append(piece);
        if (state == State.BEFORE && !begin()) {
            return new Delta(state == State.AFTER ? take(held.length()) : "", "");
        }
        var reasoning = state == State.INSIDE ? inside() : "";
        return new Delta(state == State.BETWEEN ? between() : "", reasoning);
    }

    /** The provider tells reasoning apart itself: from now on nothing is looked for. */
    Delta apart() {
        var rest = rest();
        state = State.AFTER;
        return rest;
    }

    /** What was held back, when no more comes. */
    Delta rest() {
        boolean inside = state == State.INSIDE;
        var text = state == State.BETWEEN ? "" : take(held.length());
        return inside ? new Delta("", text) : new Delta(text, "");
    }

    /** Whether the thought has begun; it has not if the answer begins otherwise or too little has come to say. */
    private boolean begin() {
        int from = space(0);
        int length = Math.min(OPEN.length(), held.length() - from);
        if (from > MOST_SPACE || !OPEN.startsWith(held.substring(from, from + length))) {
            state = State.AFTER;
            return false;
        }
        if (length < OPEN.length()) {
            return false;
        }
        held.delete(0, from + length);
        state = State.INSIDE;
        return true;
    }

    private String inside() {
        int close = held.indexOf(CLOSE);
        if (close >= 0) {
            var reasoning = take(close);
            held.delete(0, CLOSE.length());
            state = State.BETWEEN;
            return reasoning;
        }
        int kept = Math.min(CLOSE.length() - 1, held.length());
        while (kept > 0 && !CLOSE.startsWith(held.substring(held.length() - kept))) {
            kept--;
        }
        return take(held.length() - kept);
    }

    private String between() {
        held.delete(0, space(0));
        if (held.length() > 0) {
            state = State.AFTER;
        }
        return take(held.length());
    }

    private int space(int from) {
        int at = from;
        while (at < held.length() && Character.isWhitespace(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private String take(int length) {
        var text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }
}
