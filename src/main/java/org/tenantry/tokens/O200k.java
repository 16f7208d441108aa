package org.tenantry.tokens;

import com.knuddels.jtokkit.Encodings;

/**
 * Counts as {@code o200k_base} does, and its later variant {@code o200k_harmony}, which differ in special tokens alone.
 * Special tokens are ordinary text here. What a piece is, is told by code instead of a pattern, and that is most of the
 * time that counting takes.
 */
final class O200k {
    private static final byte UPPER = 1;
    private static final byte LOWER = 2;
    private static final byte LETTER = 4;
    private static final byte NUMBER = 8;
    private static final byte SPACE = 16;
    private static final byte LINE = 32;

    private static final byte[] KINDS = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    static {
        for (int point = 0; point < KINDS.length; point++) {
            KINDS[point] = kindOf(point);
        }
    }

    private final String text;
    private final BytePairs pairs;
    private byte[] bytes = new byte[256];

    private O200k(String text) {
        this.text = text;
        this.pairs = new BytePairs(Held.RANKS);
    }

    /** Read when it is first needed: it takes some tenths of a second. */
    private static final class Held {
        static final Ranks RANKS = Ranks.read(Encodings.class, "o200k_base.tiktoken");
    }

    static Ranks ranks() {
        return Held.RANKS;
    }

    static long count(String text) {
        return text.isEmpty() ? 0 : new O200k(text).count();
    }

    private long count() {
        long tokens = 0;
        for (int at = 0; at < text.length(); ) {
            int end = end(at);
            int length = fill(at, end);
            tokens += pairs.count(bytes, length);
            at = end;
        }
        return tokens;
    }

    /** Where the piece that begins here ends. */
    int end(int at) {
        int point = text.codePointAt(at);
        int kind = kind(point);
        int after = at + Character.charCount(point);
        if ((kind & NUMBER) != 0) {
            return digits(after);
        }
        int word = word(at, after, kind);
        if (word > at) {
            return contraction(word);
        }
        if ((kind & SPACE) == 0) {
            return marks(after);
        }
        return point == ' ' && isMark(after) ? marks(after) : spaces(at);
    }

    /** At most three. */
    private int digits(int from) {
        int at = from;
        for (int i = 0; i < 2 && at < text.length(); i++) {
            int point = text.codePointAt(at);
            if ((kind(point) & NUMBER) == 0) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    /** A word, with one sign before it that is neither letter, number nor line end; 0 if there is none. */
    private int word(int at, int after, int kind) {
        boolean leads = (kind & (LETTER | NUMBER | LINE)) == 0;
        boolean begins = (kind & (UPPER | LOWER)) != 0;
        int end = leads ? mixed(after) : 0;
        if (end == 0 && begins) {
            end = mixed(at);
        }
        if (end == 0 && leads) {
            end = capitals(after);
        }
        return end == 0 && begins ? capitals(at) : end;
    }

    /** Capitals, then at least one letter that is not one; signs without case count as both. 0 if it is not so. */
    private int mixed(int from) {
        int at = from;
        int last = 0;
        int length = text.length();
        while (at < length) {
            int point = text.codePointAt(at);
            int kind = kind(point);
            if ((kind & UPPER) == 0) {
                return (kind & LOWER) == 0 ? last : lower(at);
            }
            at += Character.charCount(point);
            if ((kind & LOWER) != 0) {
                last = at;
            }
        }
        return last;
    }

    private int lower(int from) {
        int at = from;
        int length = text.length();
        while (at < length) {
            int point = text.codePointAt(at);
            if ((kind(point) & LOWER) == 0) {
                break;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    private int capitals(int from) {
        int at = from;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if ((kind(point) & UPPER) == 0) {
                break;
            }
            at += Character.charCount(point);
        }
        return at > from ? at : 0;
    }

    /** The word with 's, 't, 're, 've, 'm, 'll or 'd behind it, in either case. */
    private int contraction(int word) {
        if (word + 1 >= text.length() || text.charAt(word) != '\'') {
            return word;
        }
        char first = Character.toLowerCase(text.charAt(word + 1));
        if (first == 's' || first == 't' || first == 'm' || first == 'd' || first == '\u017F') {
            return word + 2;
        }
        char second = word + 2 < text.length() ? Character.toLowerCase(text.charAt(word + 2)) : 0;
        boolean two = second == 'e' && (first == 'r' || first == 'v') || second == 'l' && first == 'l';
        return two ? word + 3 : word;
    }

    private boolean isMark(int at) {
        return at < text.length() && (kind(text.codePointAt(at)) & (SPACE | LETTER | NUMBER)) == 0;
    }

    /** Signs, with the line ends and slashes behind them. */
    private int marks(int from) {
        int at = from;
        while (isMark(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        while (at < text.length() && (isLine(text.charAt(at)) || text.charAt(at) == '/')) {
            at++;
        }
        return at;
    }

    /** White space up to its last line end; without one, all but the last, which belongs to what follows. */
    private int spaces(int from) {
        int at = from;
        int line = 0;
        while (at < text.length() && (kind(text.charAt(at)) & SPACE) != 0) {
            if (isLine(text.charAt(at++))) {
                line = at;
            }
        }
        if (line > 0) {
            return line;
        }
        return at == text.length() || at == from + 1 ? at : at - 1;
    }

    private static boolean isLine(char sign) {
        return sign == '\n' || sign == '\r';
    }

    private static int kind(int point) {
        return point < KINDS.length ? KINDS[point] : kindOf(point);
    }

    private static byte kindOf(int point) {
        if (point == '\n' || point == '\r') {
            return SPACE | LINE;
        }
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER | LETTER;
            case Character.LOWERCASE_LETTER -> LOWER | LETTER;
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> UPPER | LOWER | LETTER;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> UPPER
                    | LOWER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> point >= 0x9 && point <= 0xD || point == 0x85 ? SPACE : 0;
        };
    }

    /** The piece in UTF-8; a lone surrogate is a question mark, as everywhere in Java. */
    private int fill(int from, int to) {
        if (bytes.length < 3 * (to - from)) {
            bytes = new byte[3 * (to - from)];
        }
        int at = 0;
        for (int i = from; i < to; i++) {
            char sign = text.charAt(i);
            if (sign < 0x80) {
                bytes[at++] = (byte) sign;
            } else if (sign < 0x800) {
                bytes[at++] = (byte) (0xC0 | sign >> 6);
                bytes[at++] = (byte) (0x80 | sign & 0x3F);
            } else if (!Character.isSurrogate(sign)) {
                bytes[at++] = (byte) (0xE0 | sign >> 12);
                bytes[at++] = (byte) (0x80 | sign >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | sign & 0x3F);
            } else if (Character.isHighSurrogate(sign) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(sign, text.charAt(++i));
                bytes[at++] = (byte) (0xF0 | point >> 18);
                bytes[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | point & 0x3F);
            } else {
                bytes[at++] = '?';
            }
        }
        return at;
    }
}
