package org.tenantry.web.papers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes well-formed XHTML in which whatever anybody typed stands as text and as nothing else: the one way to make the body
 * of a paper. Elements and looks (class names) are our own constants. What XML cannot carry is shown as U+FFFD.
 */
final class Markup {
    private static final int NOT_A_CHARACTER = 0xFFFD;

    private final StringBuilder out = new StringBuilder(8192);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code look} may be empty. */
    Markup in(String element, String look) {
        out.append('<').append(element);
        attribute("class", look);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup out() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** A whole element with a text; nothing at all when the text is empty. */
    Markup say(String element, String look, String text) {
        return text.isEmpty() ? this : in(element, look).text(text).out();
    }

    /** A table cell; {@code label} names its column where rows are shown one below the other. */
    Markup cell(String look, String label, String text) {
        return openCell(look, label).text(text).out();
    }

    Markup openCell(String look, String label) {
        out.append("<td");
        attribute("class", look);
        attribute("data-label", label);
        out.append('>');
        open.push("td");
        return this;
    }

    /** The head of a column. */
    Markup head(String look, String text) {
        out.append("<th scope=\"col\"");
        attribute("class", look);
        out.append('>');
        open.push("th");
        return text(text).out();
    }

    /** A cell over several columns. */
    Markup wide(String look, int columns, String text) {
        out.append("<td colspan=\"").append(columns).append('"');
        attribute("class", look);
        out.append('>');
        open.push("td");
        return text(text).out();
    }

    /** The text with its lines below each other, each as an element of its own. */
    Markup lines(String element, String look, String text) {
        text.lines().forEach(line -> say(element, look, line));
        return this;
    }

    static String escaped(String text) {
        return new Markup().text(text).toString();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }

    private void attribute(String name, String value) {
        if (!value.isEmpty()) {
            out.append(' ').append(name).append("=\"");
            escape(value);
            out.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isXml(c) ? c : NOT_A_CHARACTER);
            }
        });
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
