package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as its bytes come in, split anywhere, and tells each piece at once, so that an answer of any size is never
 * held whole. Not JSON, nested too deep or with a value too long: {@link NotJson}.
 */
final class JsonPush implements WireReader {
    private static final int DEEPEST = 32;
    private static final int LONGEST_BARE = 100;

    /** Hears the pieces in order. */
    interface Ear {
        void open(boolean object);

        void close(boolean object);

        void key(String name);

        void text(String value);

        /** A number, {@code true}, {@code false} or {@code null}, as it is written. */
        void bare(String word);
    }

    /** What came is not what was agreed. */
    static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super("not the JSON that was expected", null, false, false);
        }
    }

    private enum Next {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        COLON,
        COMMA_OR_END,
        NOTHING
    }

    private enum In {
        GAP,
        TEXT,
        ESCAPE,
        UNICODE,
        BARE
    }

    private final Ear ear;
    private final int longestText;
    private final ByteArrayOutputStream token = new ByteArrayOutputStream(256);
    private final boolean[] objects = new boolean[DEEPEST];
    private int depth;
    private Next next = Next.VALUE;
    private In in = In.GAP;
    private boolean keyed;
    private int unicode;
    private int digits;
    private char high;

    JsonPush(Ear ear, int longestText) {
        this.ear = ear;
        this.longestText = longestText;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            take(bytes.get());
        }
    }

    @Override
    public void end() {
        if (in == In.BARE) {
            bare();
        }
        if (next != Next.NOTHING || in != In.GAP) {
            throw new NotJson();
        }
    }

    private void take(byte b) {
        switch (in) {
            case TEXT -> text(b);
            case ESCAPE -> escape(b);
            case UNICODE -> unicode(b);
            case BARE -> {
                if (isWord(b)) {
                    add(b, LONGEST_BARE);
                } else {
                    bare();
                    gap(b);
                }
            }
            case GAP -> gap(b);
        }
    }

    private void gap(byte b) {
        switch (b) {
            case ' ', '\t', '\n', '\r' -> {
                // between two pieces
            }
            case '{', '[' -> open(b == '{');
            case '}', ']' -> close(b == '}');
            case ':' -> expect(Next.COLON, Next.VALUE);
            case ',' -> expect(Next.COMMA_OR_END, objects[Math.max(0, depth - 1)] ? Next.KEY : Next.VALUE);
            case '"' -> {
                keyed = next == Next.KEY || next == Next.KEY_OR_END;
                if (!keyed) {
                    value();
                }
                in = In.TEXT;
            }
            default -> {
                if (!isWord(b)) {
                    throw new NotJson();
                }
                value();
                in = In.BARE;
                add(b, LONGEST_BARE);
            }
        }
    }

    private void expect(Next now, Next then) {
        if (next != now) {
            throw new NotJson();
        }
        next = then;
    }

    /** A value may begin here. */
    private void value() {
        if (next != Next.VALUE && next != Next.VALUE_OR_END) {
            throw new NotJson();
        }
    }

    private void valued() {
        next = depth == 0 ? Next.NOTHING : Next.COMMA_OR_END;
    }

    private void open(boolean object) {
        value();
        if (depth == DEEPEST) {
            throw new NotJson();
        }
        objects[depth++] = object;
        next = object ? Next.KEY_OR_END : Next.VALUE_OR_END;
        ear.open(object);
    }

    private void close(boolean object) {
        boolean fits = next == Next.COMMA_OR_END || next == (object ? Next.KEY_OR_END : Next.VALUE_OR_END);
        if (!fits || depth == 0 || objects[depth - 1] != object) {
            throw new NotJson();
        }
        depth--;
        valued();
        ear.close(object);
    }

    private static boolean isWord(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    private void bare() {
        var word = token.toString(StandardCharsets.US_ASCII);
        token.reset();
        in = In.GAP;
        boolean known = word.equals("true") || word.equals("false") || word.equals("null");
        if (!known && !word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw new NotJson();
        }
        valued();
        ear.bare(word);
    }

    private void text(byte b) {
        if (b == '"') {
            lone();
            var said = token.toString(StandardCharsets.UTF_8);
            token.reset();
            in = In.GAP;
            if (keyed) {
                next = Next.COLON;
                ear.key(said);
            } else {
                valued();
                ear.text(said);
            }
        } else if (b == '\\') {
            in = In.ESCAPE;
        } else if (b >= 0 && b < ' ') {
            throw new NotJson();
        } else {
            lone();
            add(b, longestText);
        }
    }

    private void escape(byte b) {
        in = In.TEXT;
        if (b == 'u') {
            in = In.UNICODE;
            unicode = 0;
            digits = 0;
            return;
        }
        lone();
        int at = "\"\\/bfnrt".indexOf(b);
        if (at < 0) {
            throw new NotJson();
        }
        add((byte) "\"\\/\b\f\n\r\t".charAt(at), longestText);
    }

    private void unicode(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            throw new NotJson();
        }
        unicode = unicode << 4 | digit;
        if (++digits < 4) {
            return;
        }
        in = In.TEXT;
        char c = (char) unicode;
        if (Character.isLowSurrogate(c) && high != 0) {
            say(new String(new char[] {high, c}));
            high = 0;
            return;
        }
        lone();
        if (Character.isHighSurrogate(c)) {
            high = c;
        } else {
            say(String.valueOf(c)); // half a character becomes a question mark
        }
    }

    private void lone() {
        if (high != 0) {
            say(String.valueOf(high));
            high = 0;
        }
    }

    private void say(String text) {
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            add(each, longestText);
        }
    }

    private void add(byte b, int longest) {
        if (token.size() >= longest) {
            throw new NotJson();
        }
        token.write(b);
    }
}
