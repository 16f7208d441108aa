package org.tenantry.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON as bytes, text after text, without building a tree or a string of it. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    JsonBytes(int size) {
        bytes = new byte[size];
    }

    /** ASCII, just as it is. */
    @SuppressWarnings("deprecation") // the one way that copies ASCII without a detour; the high bytes are empty
    JsonBytes raw(String ascii) {
        room(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    JsonBytes raw(byte[] more) {
        return raw(more, more.length);
    }

    /** The first so many of these bytes. */
    JsonBytes raw(byte[] more, int first) {
        room(first);
        System.arraycopy(more, 0, bytes, length, first);
        length += first;
        return this;
    }

    /** A number, just as it is. */
    JsonBytes raw(long number) {
        return raw(Long.toString(number));
    }

    /** JSON that is there already. */
    JsonBytes json(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A text with its quotation marks. */
    JsonBytes text(String text) {
        room(text.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                room(1);
                bytes[length++] = (byte) c;
            } else {
                i += other(text, i);
            }
        }
        room(1);
        bytes[length++] = '"';
        return this;
    }

    /** Anything but plain ASCII; tells how many characters more than one it took. */
    private int other(String text, int i) {
        char c = text.charAt(i);
        room(6);
        if (c == '"' || c == '\\') {
            put('\\', c);
        } else if (c == '\n') {
            put('\\', 'n');
        } else if (c == '\r') {
            put('\\', 'r');
        } else if (c == '\t') {
            put('\\', 't');
        } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
            escape(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6, 0x80 | c & 0x3f);
        } else if (!Character.isSurrogate(c)) {
            put(0xe0 | c >> 12, 0x80 | c >> 6 & 0x3f);
            put(0x80 | c & 0x3f);
        } else if (Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            int whole = Character.toCodePoint(c, text.charAt(i + 1));
            put(0xf0 | whole >> 18, 0x80 | whole >> 12 & 0x3f);
            put(0x80 | whole >> 6 & 0x3f, 0x80 | whole & 0x3f);
            return 1;
        } else {
            escape(c);
        }
        return 0;
    }

    private void escape(char c) {
        put('\\', 'u');
        put(HEX[c >> 12], HEX[c >> 8 & 15]);
        put(HEX[c >> 4 & 15], HEX[c & 15]);
    }

    private void put(int one, int other) {
        put(one);
        put(other);
    }

    private void put(int one) {
        bytes[length++] = (byte) one;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
