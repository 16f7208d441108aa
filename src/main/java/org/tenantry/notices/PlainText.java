package org.tenantry.notices;

/** Makes text from elsewhere fit for one line of a mail or of a record. */
final class PlainText {
    private PlainText() {}

    /** One line: what breaks lines, steers a terminal or turns the direction of writing becomes a space. */
    static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }

    /** At most this many characters, no pair of them torn; what is cut ends with three dots. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
