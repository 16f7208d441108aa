package org.tenantry.api;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads JSON as programs send it, to the letter of RFC 8259, and refuses what is only there to hurt: more than 200 levels,
 * a text of more than 5 MB (a picture: 8), a number of more than 100 digits or beyond 1e308, a name twice in one object,
 * half a surrogate pair, bytes that are no UTF-8. Values are {@link Fields}, lists, texts, {@link BigDecimal}, booleans and
 * null.
 */
public final class StrictJson {
    private static final int DEEPEST = 200;
    private static final int LONGEST_TEXT = 5_000_000;
    private static final int LONGEST_PICTURE = 8_000_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 308;
    private static final int MOST_MEMBERS = 10_000;
    private static final int MOST_VALUES = 200_000;

    private final byte[] in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int at;
    private int depth;
    private int values;

    private StrictJson(byte[] in) {
        this.in = in;
    }

    /** The one value that these bytes are; {@link BadField} says what is wrong with them and where. */
    static Object read(byte[] bytes) {
        var json = new StrictJson(bytes);
        json.space();
        var value = json.value();
        json.space();
        if (json.at < bytes.length) {
            throw json.wrong("syntax");
        }
        return value;
    }

    /** The same where it must be an object. */
    public static Fields object(byte[] bytes) {
        if (read(bytes) instanceof Fields fields) {
            return fields;
        }
        throw new BadField("", "api.refusal.json.object");
    }

    private BadField wrong(String how) {
        return new BadField("", "api.refusal.json." + how, at);
    }

    private void space() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    private byte next() {
        if (at >= in.length) {
            throw wrong("syntax");
        }
        return in[at];
    }

    private Object value() {
        if (++values > MOST_VALUES) {
            throw wrong("many");
        }
        return switch (next()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> text();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= in.length || in[at] != word.charAt(i)) {
                throw wrong("syntax");
            }
        }
        return value;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("depth");
        }
        at++;
        space();
    }

    private Fields object() {
        int from = at;
        deeper();
        var members = new LinkedHashMap<String, Object>();
        if (next() != '}') {
            while (true) {
                member(members);
                if (!more((byte) '}')) {
                    break;
                }
            }
        }
        at++;
        depth--;
        return new Fields("", members, in, from, at);
    }

    private void member(LinkedHashMap<String, Object> members) {
        if (next() != '"') {
            throw wrong("syntax");
        }
        int name = at;
        var key = text();
        space();
        if (next() != ':') {
            throw wrong("syntax");
        }
        at++;
        space();
        boolean there = members.containsKey(key);
        if (there || members.size() == MOST_MEMBERS) {
            at = name;
            throw wrong(there ? "twice" : "many");
        }
        members.put(key, value());
    }

    /** Whether another one follows; stays at the end sign if not. */
    private boolean more(byte end) {
        space();
        byte sign = next();
        if (sign == end) {
            return false;
        }
        if (sign != ',') {
            throw wrong("syntax");
        }
        at++;
        space();
        return true;
    }

    private List<Object> list() {
        deeper();
        var list = new ArrayList<Object>();
        if (next() != ']') {
            do {
                list.add(value());
            } while (more((byte) ']'));
        }
        at++;
        depth--;
        return list;
    }

    private String text() {
        int from = ++at;
        int bits = 0;
        StringBuilder built = null;
        while (true) {
            byte b = next();
            if (b == '"' || b == '\\') {
                if (built == null && b == '"') {
                    var whole = decoded(from, bits);
                    at++;
                    return bounded(whole, from);
                }
                built = built == null ? new StringBuilder(at - from + 32) : built;
                built.append(decoded(from, bits));
                bits = 0;
                at++;
                if (b == '"') {
                    return bounded(built.toString(), from);
                }
                built.append(escaped());
                from = at;
            } else if (b >= 0 && b < ' ') {
                throw wrong("syntax");
            } else {
                bits |= b;
                at++;
            }
        }
    }

    private String bounded(String text, int from) {
        if (text.length() > LONGEST_TEXT && !(text.startsWith("data:") && text.length() <= LONGEST_PICTURE)) {
            at = from;
            throw wrong("text");
        }
        return text;
    }

    private String decoded(int from, int bits) {
        if (bits >= 0) {
            return new String(in, from, at - from, StandardCharsets.ISO_8859_1); // nothing but ASCII
        }
        try {
            return utf8.decode(ByteBuffer.wrap(in, from, at - from)).toString();
        } catch (CharacterCodingException bad) {
            throw wrong("utf8");
        }
    }

    private String escaped() {
        byte sign = next();
        at++;
        return switch (sign) {
            case '"' -> "\"";
            case '\\' -> "\\";
            case '/' -> "/";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> unicode();
            default -> throw wrong("syntax");
        };
    }

    private String unicode() {
        char first = hex();
        if (Character.isLowSurrogate(first)) {
            throw wrong("surrogate");
        }
        if (!Character.isHighSurrogate(first)) {
            return String.valueOf(first);
        }
        if (at + 1 >= in.length || in[at] != '\\' || in[at + 1] != 'u') {
            throw wrong("surrogate");
        }
        at += 2;
        char second = hex();
        if (!Character.isLowSurrogate(second)) {
            throw wrong("surrogate");
        }
        return String.valueOf(new char[] {first, second});
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("syntax");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private BigDecimal number() {
        int from = at;
        if (next() == '-') {
            at++;
        }
        if (next() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < in.length && in[at] == '.') {
            at++;
            digits();
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (next() == '+' || next() == '-') {
                at++;
            }
            digits();
        }
        if (at - from > LONGEST_NUMBER) {
            throw wrong("number");
        }
        return reckoned(new String(in, from, at - from, StandardCharsets.ISO_8859_1));
    }

    private BigDecimal reckoned(String digits) {
        try {
            var number = new BigDecimal(digits);
            long exponent = (long) number.precision() - number.scale() - 1;
            if (number.signum() != 0 && Math.abs(exponent) > LARGEST_EXPONENT) {
                throw wrong("number");
            }
            return number.signum() == 0 ? BigDecimal.ZERO : number;
        } catch (NumberFormatException beyond) {
            throw wrong("number");
        }
    }

    private void digits() {
        int from = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong("syntax");
        }
    }
}
