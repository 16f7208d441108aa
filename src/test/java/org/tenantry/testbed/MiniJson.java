package org.tenantry.testbed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with nothing but the JDK, so that the stub starts from its own classes alone. */
final class MiniJson {
    private final String text;
    private int at;

    private MiniJson(String text) {
        this.text = text;
    }

    /** Maps, lists, strings, doubles, booleans and null. */
    static Object read(String text) {
        return new MiniJson(text).value();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    static List<?> list(Object value) {
        return value instanceof List ? (List<?>) value : List.of();
    }

    static String quote(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    private Object value() {
        space();
        char c = text.charAt(at);
        if (c == '{') {
            return map();
        }
        if (c == '[') {
            return array();
        }
        if (c == '"') {
            return string();
        }
        int from = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(from, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> Double.valueOf(word);
        };
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        while (more('}')) {
            space();
            var key = string();
            space();
            at++;
            map.put(key, value());
        }
        return map;
    }

    private List<Object> array() {
        var list = new ArrayList<>();
        while (more(']')) {
            list.add(value());
        }
        return list;
    }

    /** Steps over the bracket or comma, and over the end if that is next. */
    private boolean more(char end) {
        space();
        char c = text.charAt(at);
        if (c != end) {
            at++;
            space();
        }
        if (text.charAt(at) == end) {
            at++;
            return false;
        }
        return true;
    }

    private String string() {
        var string = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escaped = text.charAt(++at);
            if (escaped == 'u') {
                string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                int known = "nrtbf".indexOf(escaped);
                string.append(known < 0 ? escaped : "\n\r\t\b\f".charAt(known));
            }
        }
        at++;
        return string.toString();
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
